// The pages for editors: what to paste is copied by a button, and lists are filtered. Without
// scripts there is neither; the lists stand there whole, and a click takes all of what to paste.
(function () {
  "use strict";

  function one(selector, within) {
    return (within || document).querySelector(selector);
  }

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  // What is said of a copy is heard, too.
  var voice = document.createElement("p");
  voice.className = "pf-heard";
  voice.setAttribute("role", "status");
  var article = one(".pf-article") || document.body;
  article.appendChild(voice);

  function select(code) {
    var range = document.createRange();
    range.selectNodeContents(code);
    var chosen = window.getSelection();
    chosen.removeAllRanges();
    chosen.addRange(range);
  }

  function tell(button, words, heard) {
    button.textContent = words;
    voice.textContent = heard;
    window.setTimeout(function () {
      button.textContent = "Copy";
      voice.textContent = "";
    }, 2500);
  }

  function copy(button) {
    var code = one("code", button.parentNode);
    var failed = function () {
      select(code);
      var done = false;
      try {
        done = document.execCommand("copy");
      } catch (error) {
        done = false;
      }
      if (done) tell(button, "Copied", "Copied");
      else tell(button, "Press Ctrl+C", "Selected. Press Control and C to copy.");
    };
    if (!navigator.clipboard) return failed();
    navigator.clipboard.writeText(code.textContent).then(function () {
      tell(button, "Copied", "Copied");
    }, failed);
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".pf-copy");
    if (button) copy(button);
  });

  // The filter: of what stands on this page or, on the first page, of all lists together.
  var form = one(".pf-filter");
  if (!form) return;
  var status = one(".pf-filter__status", form);
  var results = one("#pf-find-results");
  var places = all("a[data-list]");
  var entries = results ? null : read(document);
  var LONGEST = 60;

  function read(within) {
    return all(".pf-find__one", within).map(function (element) {
      return {
        element: element,
        words: plain(element.textContent + " " + element.id),
        title: plain(one(".pf-find__title", element).textContent),
        kind: element.getAttribute("data-kind"),
        used: element.getAttribute("data-used"),
      };
    });
  }

  function plain(text) {
    return text
      .toLowerCase()
      .replace(/[\u2018\u2019]/g, "'")
      .replace(/\u2212/g, "-")
      .replace(/\s+/g, " ");
  }

  function value(name) {
    var field = form.elements[name];
    return field ? field.value : "";
  }

  // A page as a document: the policy of a site lets no script make one of text.
  function open(address) {
    return new Promise(function (done, failed) {
      var asked = new XMLHttpRequest();
      asked.responseType = "document";
      asked.onload = function () {
        if (asked.status === 200 && asked.response) done(asked.response);
        else failed(new Error(asked.status));
      };
      asked.onerror = failed;
      asked.open("GET", address);
      asked.send();
    });
  }

  function fetchAll() {
    return Promise.all(
      places.map(function (link) {
        return open(link.href)
          .then(function (page) {
            all(".pf-find__one [href], .pf-find__one [src]", page).forEach(function (element) {
              ["href", "src"].forEach(function (name) {
                var to = element.getAttribute(name);
                if (to) element.setAttribute(name, new URL(to, link.href).href);
              });
            });
            return read(page).map(function (entry) {
              entry.element = document.importNode(entry.element, true);
              return entry;
            });
          });
      }),
    ).then(function (lists) {
      return Array.prototype.concat.apply([], lists);
    });
  }

  function fits(entry, words, kind, used) {
    return (
      (!kind || entry.kind === kind) &&
      (!used || entry.used === used) &&
      words.every(function (word) {
        return entry.words.indexOf(word) >= 0;
      })
    );
  }

  function inTitle(entry, words) {
    return words.filter(function (word) {
      return entry.title.indexOf(word) >= 0;
    }).length;
  }

  function count(number, whole) {
    var noun = whole === 1 ? " entry" : " entries";
    return number.toLocaleString("en-GB") + " of " + whole.toLocaleString("en-GB") + noun;
  }

  function show() {
    var words = plain(value("words")).split(" ").filter(Boolean);
    var kind = value("kind");
    var used = value("used");
    var asked = words.length > 0 || kind || used;
    remember();
    if (!asked && results) {
      results.hidden = true;
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    var found = entries.filter(function (entry) {
      return fits(entry, words, kind, used);
    });
    // First what has more of the words in its title; else in the order of the lists.
    if (results) found.sort(function (first, second) {
      return inTitle(second, words) - inTitle(first, words);
    });
    var told = found.length ? count(found.length, entries.length) : "Nothing fits. Try fewer words.";
    if (results) {
      var shown = found.slice(0, LONGEST).map(function (entry) {
        return entry.element;
      });
      results.replaceChildren.apply(results, shown);
      results.hidden = !shown.length;
      if (found.length > LONGEST) told += ". The first " + LONGEST + " are listed.";
    } else {
      entries.forEach(function (entry) {
        entry.element.hidden = found.indexOf(entry) < 0;
      });
      all(".pf-find").forEach(function (list) {
        var empty = !one(".pf-find__one:not([hidden])", list);
        list.hidden = empty;
        var heading = list.previousElementSibling;
        if (heading && heading.tagName === "H2") heading.hidden = empty;
      });
      if (!asked) told = "";
    }
    status.textContent = told;
  }

  // What was asked for stands in the address, so that a page that is loaded again shows it again.
  function remember() {
    var address = new URL(location.href);
    ["words", "kind", "used"].forEach(function (name) {
      var given = value(name).trim();
      if (given) address.searchParams.set(name, given);
      else address.searchParams.delete(name);
    });
    try {
      history.replaceState(null, "", address);
    } catch (error) {
      // A page opened as a file keeps its address.
    }
  }

  var waiting = null;
  function ask() {
    if (entries) return show();
    if (waiting) return;
    status.textContent = "One moment.";
    waiting = fetchAll().then(
      function (found) {
        entries = found;
        show();
      },
      function () {
        waiting = null;
        status.textContent = "The lists could not be loaded. Open them below.";
      },
    );
  }

  var asked = new URLSearchParams(location.search);
  ["words", "kind", "used"].forEach(function (name) {
    if (asked.get(name) && form.elements[name]) form.elements[name].value = asked.get(name);
  });
  var timer = 0;
  form.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, 150);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    ask();
  });
  if (asked.get("words") || asked.get("kind") || asked.get("used")) ask();
})();
