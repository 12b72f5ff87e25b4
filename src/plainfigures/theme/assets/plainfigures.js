// What a page does beyond being read: menu, colours, search. Everything works without it but these.
(function () {
  "use strict";
  var root = document.documentElement;

  function one(selector, within) {
    return (within || document).querySelector(selector);
  }

  // The menu on a phone.
  var menu = one(".pf-tool--menu");
  var places = one(".pf-places");
  if (menu && places) {
    var open = function (yes) {
      menu.setAttribute("aria-expanded", String(yes));
      places.classList.toggle("pf-places--open", yes);
    };
    menu.addEventListener("click", function () {
      open(menu.getAttribute("aria-expanded") !== "true");
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && menu.getAttribute("aria-expanded") === "true") {
        open(false);
        menu.focus();
      }
    });
  }

  // Light and dark: the system's, until a reader chooses. A choice that agrees with the system is
  // forgotten, so that the page follows it again.
  var scheme = one(".pf-tool--scheme");
  if (scheme) {
    var system = window.matchMedia("(prefers-color-scheme: dark)");
    var isDark = function () {
      var chosen = root.getAttribute("data-md-color-scheme");
      return chosen ? chosen === "slate" : system.matches;
    };
    var name = function () {
      var next = scheme.getAttribute(isDark() ? "data-light" : "data-dark");
      one(".pf-tool__name", scheme).textContent = next;
      scheme.title = next;
    };
    scheme.addEventListener("click", function () {
      var dark = !isDark();
      try {
        if (dark === system.matches) localStorage.removeItem("plainfigures-scheme");
        else localStorage.setItem("plainfigures-scheme", dark ? "slate" : "default");
      } catch (error) {
        // Nothing is kept; the choice holds for this page.
      }
      root.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
      name();
    });
    if (system.addEventListener) system.addEventListener("change", name);
    name();
  }

  // A link to something within a closed part opens that part.
  function reveal() {
    var target;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch (error) {
      return;
    }
    var part = target && target.closest("details:not([open])");
    if (part) {
      part.open = true;
      target.scrollIntoView();
    }
  }
  window.addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // Search: the index is fetched when the dialog first opens, and searched here.
  var dialog = one("#pf-search");
  var button = one(".pf-tool--search");
  if (!dialog || !button || !dialog.showModal) {
    if (button) button.hidden = true;
    return;
  }
  var query = one(".pf-search__query", dialog);
  var status = one(".pf-search__status", dialog);
  var results = one(".pf-search__results", dialog);
  var entries = null;
  var asked = false;
  var LIMIT = 20;

  function plain(html) {
    // Twice, since the text of a figure was escaped for Markdown as well as for HTML.
    for (var turn = 0; turn < 2; turn++) {
      html = new DOMParser().parseFromString(html.replace(/<\/?(p|li|td|th|h\d|br|caption|dt|dd|div|summary)\b[^>]*>/g, " "), "text/html").body.textContent;
    }
    return html.replace(/\s+/g, " ").trim();
  }

  function fold(text) {
    return text.toLowerCase().replace(/[\u2019']/g, "").replace(/(\d),(?=\d{3})/g, "$1");
  }

  // The pages of the navigation, as they stand at the foot: what readers look for first.
  function listed() {
    var base = new URL(dialog.getAttribute("data-base") + "/", location.href).pathname;
    return Array.prototype.map.call(document.querySelectorAll(".pf-map a"), function (link) {
      return link.pathname.slice(base.length);
    });
  }

  // Words of one stem: homes and home, overspend and overspent.
  function stem(term) {
    return term.length > 6 ? term.slice(0, -2) : term.length > 4 ? term.slice(0, -1) : term;
  }

  function load() {
    if (asked) return;
    asked = true;
    status.textContent = "One moment.";
    fetch(dialog.getAttribute("data-index"))
      .then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.json();
      })
      .then(function (index) {
        var titles = {};
        var places = listed();
        entries = index.docs.map(function (entry) {
          var title = plain(entry.title);
          var place = entry.location.split("#");
          if (place.length === 1) titles[place[0]] = title;
          var text = plain(entry.text);
          return { location: entry.location, page: place[0], title: title, text: text, words: fold(text), name: fold(title) };
        });
        entries.forEach(function (entry) {
          entry.of = titles[entry.page] === entry.title ? "" : titles[entry.page] || "";
          entry.share = !places.length || !entry.page || places.indexOf(entry.page) >= 0 ? 1 : 0.2;
        });
        search();
      })
      .catch(function () {
        asked = false;
        status.textContent = "The search could not be loaded. All pages are listed at the foot of this one.";
      });
  }

  function weigh(entry, terms, whole) {
    var total = 0;
    for (var i = 0; i < terms.length; i++) {
      var start = new RegExp("(^|[^a-z0-9])" + stem(terms[i]).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "g");
      var inName = (entry.name.match(start) || []).length;
      var inText = (entry.words.match(start) || []).length;
      if (!inName && !inText) return 0;
      total += inName * 12 + Math.min(inText, 6);
    }
    if (terms.length > 1 && entry.words.indexOf(whole) >= 0) total += 8;
    if (entry.name === whole) total += 30;
    return (entry.of ? total : total + 3) * entry.share;
  }

  function excerpt(entry, terms) {
    var lower = entry.text.toLowerCase();
    var at = terms.map(function (term) { return lower.indexOf(stem(term)); }).filter(function (n) { return n >= 0; });
    var from = Math.max(0, Math.min.apply(null, at.length ? at : [0]) - 60);
    if (from) from = entry.text.indexOf(" ", from) + 1;
    var to = entry.text.lastIndexOf(" ", from + 180);
    if (entry.text.length <= from + 180 || to <= from) to = from + 180;
    return (from ? "… " : "") + entry.text.slice(from, to) + (to < entry.text.length ? " …" : "");
  }

  function search() {
    if (!entries) return;
    results.textContent = "";
    var whole = fold(query.value).trim();
    if (whole.length < 2) {
      status.textContent = "";
      return;
    }
    var terms = whole.split(/\s+/);
    var found = entries
      .map(function (entry) { return { entry: entry, weight: weigh(entry, terms, whole) }; })
      .filter(function (match) { return match.weight; })
      .sort(function (a, b) { return b.weight - a.weight; });
    status.textContent = found.length
      ? found.length + (found.length === 1 ? " place" : " places") + (found.length > LIMIT ? ", the first " + LIMIT + " shown" : "")
      : "Nothing found for \u201c" + query.value.trim() + "\u201d. Try fewer or other words.";
    found.slice(0, LIMIT).forEach(function (match) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = dialog.getAttribute("data-base") + "/" + match.entry.location;
      link.textContent = match.entry.title;
      item.appendChild(link);
      if (match.entry.of) {
        var of = document.createElement("span");
        of.className = "pf-search__of";
        of.textContent = match.entry.of;
        item.appendChild(of);
      }
      var words = document.createElement("p");
      words.textContent = excerpt(match.entry, terms);
      item.appendChild(words);
      results.appendChild(item);
    });
  }

  button.addEventListener("click", function () {
    dialog.showModal();
    query.focus();
    load();
  });
  one(".pf-search__close", dialog).addEventListener("click", function () { dialog.close(); });
  one(".pf-search__form", dialog).addEventListener("submit", function (event) {
    event.preventDefault();
    var first = one("a", results);
    if (first) first.focus();
  });
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
  query.addEventListener("input", search);
})();
