// What a page does beyond being read: menu, colours, search. Everything works without it but these.
(function () {
  "use strict";
  var root = document.documentElement;

  function one(selector, within) {
    return (within || document).querySelector(selector);
  }

  // Scripts that are fetched later come from this site: the policy of a page asks for such a promise.
  var own = function (address) {
    if (new URL(address, location.href).origin !== location.origin) throw new Error(address);
    return address;
  };
  var types = window.trustedTypes;
  var promise = types && types.createPolicy("plainfigures", { createScriptURL: own });
  window.plainfigures = {
    script: function (address) {
      return promise ? promise.createScriptURL(address) : own(address);
    },
  };

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

  // The figures of a large package stand on several pages: what leads to the first, to the right one.
  var groups = one("[data-groups]");
  function leadOn() {
    var name = decodeURIComponent(location.hash.slice(1));
    if (!name || document.getElementById(name)) return;
    var asked = new XMLHttpRequest();
    asked.responseType = "json";
    asked.onload = function () {
      var known = (asked.response && asked.response.figures) || {};
      var plain = name.split("~")[0];
      var row = plain.split("@")[0].split("/").slice(0, 3).join("/");
      var group = known[plain] || known[row];
      if (group) location.replace(new URL(group + "/#" + name, location.href));
    };
    asked.open("GET", groups.getAttribute("data-groups"));
    asked.send();
  }
  if (groups) {
    window.addEventListener("hashchange", leadOn);
    if (location.hash) leadOn();
  }

  // Search: nothing of it is fetched until the dialog is first opened, or a link asks ?q=words.
  var dialog = one("#pf-search");
  var button = one(".pf-tool--search");
  if (dialog && dialog.showModal) {
    var asked = false;
    var openSearch = function () {
      dialog.showModal();
      one(".pf-search__query", dialog).focus();
      if (asked) return;
      asked = true;
      var script = document.createElement("script");
      script.src = window.plainfigures.script(dialog.getAttribute("data-script"));
      script.onerror = function () {
        asked = false;
        one(".pf-search__status", dialog).textContent = dialog.getAttribute("data-failed");
      };
      document.body.appendChild(script);
    };
    document.addEventListener("click", function (event) {
      if (!event.target.closest(".pf-tool--search, .pf-search-here")) return;
      event.preventDefault();
      openSearch();
    });
    one(".pf-search__close", dialog).addEventListener("click", function () {
      dialog.close();
    });
    var wanted = new URLSearchParams(location.search).get("q");
    if (wanted) {
      one(".pf-search__query", dialog).value = wanted;
      openSearch();
    }
  } else if (button) {
    button.hidden = true;
  }
})();
