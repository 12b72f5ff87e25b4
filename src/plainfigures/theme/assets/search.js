// The search. It is fetched when its dialog is first opened, and then fetches the rest: MiniSearch,
// the index of pages, and the figures of one package after the other. Nothing typed leaves the page.
(function () {
  "use strict";
  var dialog = document.getElementById("pf-search");
  var query = dialog.querySelector(".pf-search__query");
  var status = dialog.querySelector(".pf-search__status");
  var results = dialog.querySelector(".pf-search__results");
  var base = dialog.getAttribute("data-base").replace(/\/?$/, "/");
  var LIMIT = 20;
  var WAIT = 400;
  var KINDS = ["Page", "Part of a page", "Entry", "Word explained", "Chart", "Source", "Figure"];
  // What readers most likely look for comes first. A figure is what a number asks for.
  var WEIGHT = [1.6, 1.2, 0.7, 1.3, 1.1, 0.9, 0.3];
  var NUMBER_WEIGHT = 4;
  var ENOUGH = 5;
  var CHART = 4;
  var FIGURE = 6;
  var SMALL = "a an and are as at be by did do does for from had has have how in is it its of on or that the their they this to was were what when where which who why with".split(" ");
  var ODD = { spent: "spend", overspent: "overspend", underspent: "underspend", paid: "pay", people: "person", met: "meet", kept: "keep", rose: "rise", risen: "rise", fell: "fall", fallen: "fall" };
  var WORD = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\p{L}+(?:['\u2019]\p{L}+)*/gu;
  var engine = null;
  var known = [];
  var pages = [];
  var announcing = 0;

  // Words as they are compared: homes and home, placing and placed, overspent and overspend.
  function stem(word) {
    word = word.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/['\u2019]s?$|['\u2019]/g, "");
    if (/\d/.test(word)) return word.replace(/,/g, "");
    if (ODD[word]) return ODD[word];
    word = word.replace(/dren$/, "d");
    word = word.replace(/i[sz]ation(?=s?$)/, "ise").replace(/iz(?=e[ds]?$|ing$)/, "is");
    if (word.length > 4) word = word.replace(/ies$/, "y").replace(/(s|x|ch|sh)es$/, "$1").replace(/([^su])s$/, "$1");
    else if (word.length > 3) word = word.replace(/([^su])s$/, "$1");
    var cut = word.replace(/(ing|ed)$/, "");
    if (cut !== word && cut.length > 2 && /[aeiouy]/.test(cut)) word = cut.replace(/([bdfgmnprt])\1$/, "$1");
    return word.length > 3 ? word.replace(/e$/, "") : word;
  }

  function cut(text) {
    return text.match(WORD) || [];
  }

  function term(word) {
    var plain = stem(word);
    return SMALL.indexOf(plain) < 0 ? plain : null;
  }

  function whole(text) {
    return cut(text).map(stem).join(" ");
  }

  function make() {
    return new window.MiniSearch({
      fields: ["title", "also", "text"],
      tokenize: cut,
      processTerm: term,
      searchOptions: {
        boost: { title: 4, also: 4 },
        prefix: function (word) { return word.length > 2; },
        fuzzy: function (word) { return word.length > 5 && !/\d/.test(word) ? 0.2 : false; },
        weights: { prefix: 0.5, fuzzy: 0.2 }
      }
    });
  }

  function add(rows) {
    rows.forEach(function (row) {
      row.id = known.length;
      row.whole = whole(row.title);
      known.push(row);
    });
    engine.addAll(rows);
  }

  function fetched(place) {
    return fetch(base + place).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });
  }

  function script(place) {
    return new Promise(function (done, failed) {
      if (window.MiniSearch) return done();
      var element = document.createElement("script");
      element.src = window.plainfigures.script(place);
      element.onload = done;
      element.onerror = failed;
      document.body.appendChild(element);
    });
  }

  function asRow(row) {
    var isChart = row[0] === CHART;
    var page = isChart ? ["", "", ""] : pages[row[1]];
    return {
      kind: row[0],
      to: isChart ? row[1] : page[0] + (row[2] ? "#" + row[2] : ""),
      of: row[0] === 0 ? "" : page[1],
      title: row[3],
      text: row[4] || "",
      also: row[0] === 0 ? page[2] + " " + page[1] : ""
    };
  }

  // A table of figures: its reference, its title, and a row for each figure.
  function asFigures(name, table) {
    return table[2].map(function (row) {
      var page = pages[row[4]];
      var others = row.slice(6);
      return {
        kind: FIGURE,
        used: Math.min(row[5] || 0, 6),
        to: "figures/" + name + "/#" + table[0] + "/" + row[0],
        of: page ? page[1] : "",
        title: row[1] + ": " + row[2] + (row[3] ? ", " + row[3] : ""),
        text: table[1] + (others.length ? ". Also written " + others.join(" or ") : "") + ".",
        also: others.join(" ")
      };
    });
  }

  function load() {
    status.textContent = "One moment.";
    return Promise.all([script(dialog.getAttribute("data-engine")), fetched("search/index.json")])
      .then(function (loaded) {
        var index = loaded[1];
        engine = make();
        pages = index.pages.map(function (page) { return [page[0], page[1] || "", page[2] || ""]; });
        add(index.rows.map(asRow));
        search();
        return Object.keys(index.figures).reduce(function (before, name) {
          return before
            .then(function () { return fetched(index.figures[name]); })
            .then(function (tables) {
              tables.forEach(function (table) { add(asFigures(name, table)); });
            });
        }, Promise.resolve());
      })
      .then(function () {
        // A reader who has gone on into the results keeps them as they are.
        if (!results.contains(document.activeElement)) search();
        dialog.setAttribute("data-ready", "");
      })
      .catch(function () {
        if (!engine) {
          loading = null;
          say(dialog.getAttribute("data-failed"));
        }
      });
  }

  function say(words) {
    clearTimeout(announcing);
    status.textContent = words;
  }

  // What is found is told once the typing rests, not at each letter.
  function sayLater(words) {
    clearTimeout(announcing);
    announcing = setTimeout(say, WAIT, words);
  }

  function find(words) {
    var number = /\d/.test(words);
    var asked = whole(words);
    var options = {
      combineWith: "AND",
      boostDocument: function (id) {
        var row = known[id];
        var weight = number && row.kind === FIGURE ? NUMBER_WEIGHT : WEIGHT[row.kind];
        if (row.kind === FIGURE) weight *= 0.5 + row.used / 4;
        return row.whole === asked ? weight * 6 : weight;
      }
    };
    var all = engine.search(words, options);
    if (all.length >= ENOUGH || (all.length && number)) return all;
    // What has only some of the words comes after what has them all.
    options.combineWith = "OR";
    var ids = all.map(function (match) { return match.id; });
    return all.concat(engine.search(words, options).filter(function (match) { return ids.indexOf(match.id) < 0; }));
  }

  function search() {
    if (!engine) return;
    var words = query.value.trim();
    if (words.length < 2) {
      results.textContent = "";
      say("");
      return;
    }
    var found = find(words);
    results.textContent = "";
    found.slice(0, LIMIT).forEach(function (match) {
      results.appendChild(shown(known[match.id], match.terms));
    });
    sayLater(
      found.length
        ? found.length + (found.length === 1 ? " result" : " results") + (found.length > LIMIT ? ", the first " + LIMIT + " shown" : "")
        : "Nothing found for \u201c" + words + "\u201d. Try fewer or other words."
    );
  }

  function shown(row, terms) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = base + row.to;
    mark(link, row.title, terms);
    item.appendChild(link);
    var kind = document.createElement("p");
    kind.className = "pf-search__kind";
    kind.textContent = KINDS[row.kind] + (row.of ? " \u2013 " + row.of : "");
    item.appendChild(kind);
    if (row.text) {
      var words = document.createElement("p");
      mark(words, excerpt(row.text, terms), terms);
      item.appendChild(words);
    }
    return item;
  }

  function excerpt(text, terms) {
    WORD.lastIndex = 0;
    var first = 0;
    for (var word; (word = WORD.exec(text)); ) {
      if (terms.indexOf(stem(word[0])) >= 0) {
        first = word.index;
        break;
      }
    }
    var from = Math.max(0, first - 60);
    if (from) from = text.indexOf(" ", from) + 1;
    var to = text.length > from + 180 ? text.lastIndexOf(" ", from + 180) : text.length;
    if (to <= from) to = from + 180;
    return (from ? "\u2026 " : "") + text.slice(from, to) + (to < text.length ? " \u2026" : "");
  }

  // Puts text into an element, with the words that were looked for marked.
  function mark(element, text, terms) {
    var done = 0;
    WORD.lastIndex = 0;
    for (var word; (word = WORD.exec(text)); ) {
      if (terms.indexOf(stem(word[0])) < 0) continue;
      element.appendChild(document.createTextNode(text.slice(done, word.index)));
      element.appendChild(document.createElement("mark")).textContent = word[0];
      done = word.index + word[0].length;
    }
    element.appendChild(document.createTextNode(text.slice(done)));
  }

  query.addEventListener("input", search);
  dialog.querySelector(".pf-search__form").addEventListener("submit", function (event) {
    event.preventDefault();
    var first = results.querySelector("a");
    if (first) first.focus();
  });
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog || event.target.closest(".pf-search__results a")) dialog.close();
  });
  dialog.addEventListener("keydown", function (event) {
    var way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way) return;
    var places = [query].concat(Array.prototype.slice.call(results.querySelectorAll("a")));
    var next = places[places.indexOf(document.activeElement) + way];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });

  var loading = load();
  document.addEventListener("click", function () {
    if (dialog.open && !loading) loading = load();
  });
})();
