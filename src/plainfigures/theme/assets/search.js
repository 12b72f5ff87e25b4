// The search. It is fetched when its dialog is first opened, and then fetches MiniSearch and a list of
// the parts of what can be found. A search fetches the few parts that hold its words: on a large site,
// files of words say which those are. Nothing typed leaves the page.
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
  var PAUSE = 150;
  var MORE = -1;
  var MOST_PAGES = 3;
  var MOST_FIGURES = 2;
  var engine = null;
  var index = null;
  var known = [];
  var fetching = {};
  var announcing = 0;
  var resting = 0;

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

  function make(fields) {
    return new window.MiniSearch({
      fields: fields,
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

  // Fetches a file once and makes something of it; one that could not be had is asked for again.
  function once(place, use) {
    if (!fetching[place]) {
      fetching[place] = fetched(place).then(use).catch(function (problem) {
        delete fetching[place];
        throw problem;
      });
    }
    return fetching[place];
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

  // A page: its address, its name, more words for it, and a row for each part of it and each chart.
  function ofPage(page) {
    return page[3].map(function (row) {
      return {
        kind: row[0],
        to: page[0] + (row[1] ? "#" + row[1] : ""),
        of: row[0] === 0 ? "" : page[1],
        title: row[2],
        text: row[3] || "",
        also: row[0] === 0 ? page[2] + " " + page[1] : ""
      };
    });
  }

  // Figures: what their addresses begin with, the title of their table, and a row for each.
  function ofTable(table) {
    return table[2].map(function (row) {
      var others = row.slice(6);
      return {
        kind: FIGURE,
        used: Math.min(row[5], 6),
        to: table[0] + row[0],
        of: row[4],
        title: row[1] + ": " + row[2] + (row[3] ? ", " + row[3] : ""),
        text: table[1] + (others.length ? ". Also written " + others.join(" or ") : "") + ".",
        also: others.join(" ")
      };
    });
  }

  function part(number) {
    var place = index.parts[number];
    return once(place, function (groups) {
      groups.forEach(function (group) {
        add(number < index.figures ? ofPage(group) : ofTable(group));
      });
    });
  }

  function load() {
    status.textContent = "One moment.";
    return Promise.all([script(dialog.getAttribute("data-engine")), fetched("search/index.json")])
      .then(function (loaded) {
        index = loaded[1];
        engine = make(["title", "also", "text"]);
        say("");
        dialog.setAttribute("data-ready", "");
        search();
      })
      .catch(function () {
        loading = null;
        say(dialog.getAttribute("data-failed"));
      });
  }

  // The files of words in which words that begin like this one are listed.
  function listsOf(word) {
    for (var length = Math.min(3, word.length); ; length++) {
      var start = word.slice(0, length);
      var lists = index.words.filter(function (list, at) {
        var next = index.words[at + 1];
        return list[0].slice(0, length) <= start && (!next || next[0] > start);
      });
      if (lists.length < 3 || length >= word.length) return lists.slice(0, 2);
    }
  }

  // What the parts that hold a word are worth, or those that hold others that begin like it.
  function partsOf(word, unfinished) {
    var plain = stem(word);
    var alike = Object.keys(ODD).filter(function (odd) { return ODD[odd] === plain; });
    var places = [];
    [plain].concat(alike).forEach(function (one) {
      listsOf(one).forEach(function (list) {
        if (places.indexOf(list[1]) < 0) places.push(list[1]);
      });
    });
    return Promise.all(places.map(listIn)).then(function (lists) {
      var worth = {};
      var matches = lists.reduce(function (all, list) {
        return all.concat(list.engine.search(word).slice(0, LIMIT).map(function (match) {
          return { same: match.terms[0] === plain, numbers: list.rows[match.id].slice(1) };
        }));
      }, []);
      var same = matches.filter(function (match) { return match.same; });
      (same.length && !unfinished ? same : matches).forEach(function (match) {
        var numbers = match.numbers;
        // A word that few parts hold says more than one that most do, and more than one like it.
        var most = numbers[numbers.length - 1] === MORE ? 0.25 : 1;
        if (same.length && !match.same) most *= 0.2;
        numbers.forEach(function (number, at) {
          if (number !== MORE) worth[number] = Math.max(worth[number] || 0, most + most / (at + 2));
        });
      });
      return worth;
    });
  }

  function listIn(place) {
    return once(place, function (rows) {
      var list = make(["title"]);
      list.addAll(rows.map(function (row, id) { return { id: id, title: row[0] }; }));
      return { rows: rows, engine: list };
    });
  }

  // The few parts to look through for a text: those that hold all its words, the best first.
  function needed(text) {
    var every = index.parts.map(function (_, number) { return number; });
    every.all = true;
    if (!index.words.length) return Promise.resolve(every);
    var asked = cut(text).filter(term);
    return Promise.all(asked.map(function (word, at) {
      return partsOf(word, at === asked.length - 1);
    })).then(function (found) {
      var worth = {};
      found.forEach(function (one) {
        Object.keys(one).forEach(function (number) {
          worth[number] = (worth[number] || 0) + one[number];
        });
      });
      var best = every.filter(function (number) { return worth[number]; }).sort(function (one, other) {
        return worth[other] - worth[one] || one - other;
      });
      var pages = best.filter(function (number) { return number < index.figures; });
      var figures = best.filter(function (number) { return number >= index.figures; });
      var taken = pages.slice(0, MOST_PAGES).concat(figures.slice(0, MOST_FIGURES));
      taken.all = taken.length === best.length;
      return taken;
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
    clearTimeout(resting);
    dialog.removeAttribute("data-searched");
    if (!engine) return;
    var words = query.value.trim();
    if (words.length < 2) {
      results.textContent = "";
      say("");
      return;
    }
    if (known.length) show(words);
    else status.textContent = "One moment.";
    resting = setTimeout(function () {
      needed(words)
        .then(function (parts) {
          return Promise.all(parts.map(part)).then(function () { return parts.all; });
        })
        .then(function (all) {
          if (query.value.trim() !== words) return;
          // A reader who has gone on into the results keeps them as they are.
          if (!results.contains(document.activeElement)) sayLater(show(words, all));
          dialog.setAttribute("data-searched", words);
        })
        .catch(function () { say(dialog.getAttribute("data-failed")); });
    }, PAUSE);
  }

  // Shows what is found in the parts that are there, and returns what is to be told of it; `all` says
  // whether other parts hold nothing more.
  function show(words, all) {
    var found = find(words);
    results.textContent = "";
    found.slice(0, LIMIT).forEach(function (match) {
      results.appendChild(shown(known[match.id], match.terms));
    });
    return found.length
      ? (all ? "" : "At least ") + found.length + (found.length === 1 ? " result" : " results") + (found.length > LIMIT ? ", the first " + LIMIT + " shown" : "")
      : "Nothing found for \u201c" + words + "\u201d. Try fewer or other words.";
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
