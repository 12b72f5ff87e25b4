// A list of many pages, such as one for each place: what is typed leaves those whose names fit.
// Without scripts there is no field, and the list stands there whole.
(function () {
  "use strict";

  var list = document.querySelector(".pf-many");
  if (!list) return;

  function all(selector, within) {
    return Array.prototype.slice.call(within.querySelectorAll(selector));
  }

  function plain(text) {
    var letters = text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f\u2018\u2019'.]/g, "");
    return letters.replace(/&/g, "and").replace(/[\s-]+/g, " ").trim();
  }

  var parts = all(".pf-many__part", list).map(function (element) {
    return {
      element: element,
      entries: all("li", element).map(function (item) {
        return { element: item, words: plain(item.textContent), link: item.querySelector("a") };
      }),
    };
  });
  var whole = list.getAttribute("data-of");

  var form = document.createElement("form");
  form.className = "pf-many__filter";
  form.setAttribute("role", "search");
  var label = document.createElement("label");
  label.htmlFor = "pf-many-words";
  label.textContent = "Find by name";
  var field = document.createElement("input");
  field.id = "pf-many-words";
  field.type = "search";
  field.autocomplete = "off";
  field.setAttribute("aria-describedby", "pf-many-status");
  var status = document.createElement("p");
  status.id = "pf-many-status";
  status.className = "pf-many__status";
  status.setAttribute("role", "status");
  form.append(label, field, status);
  list.prepend(form);

  function fitting() {
    var words = plain(field.value).split(" ").filter(Boolean);
    var found = [];
    parts.forEach(function (part) {
      var left = 0;
      part.entries.forEach(function (entry) {
        var fits = words.every(function (word) {
          return (" " + entry.words).indexOf(" " + word) >= 0;
        });
        entry.element.hidden = !fits;
        if (fits) {
          left += 1;
          found.push(entry);
        }
      });
      part.element.hidden = !left;
    });
    return { found: found, asked: words.length > 0 };
  }

  function show() {
    var now = fitting();
    var number = now.found.length.toLocaleString("en-GB");
    if (!now.asked) status.textContent = "";
    else if (!now.found.length) status.textContent = "No name fits. Try fewer letters.";
    else status.textContent = number + " of " + whole;
    return now;
  }

  var timer = 0;
  field.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(show, 100);
  });
  // Enter leads to the page, where just one fits.
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var now = show();
    if (now.asked && now.found.length === 1) now.found[0].link.click();
  });
  if (field.value) show();
})();
