// What is behind a figure, and what a term means, in a card beside it. The words of a figure's card
// are those of its entry at the foot of the page, where the number leads without scripts.
(function () {
  "use strict";
  if (!HTMLElement.prototype.showPopover) return;

  var EDGE = 8;
  var NUMBER = ".pf-ref a[href^='#note-']";
  var TERM = "a.pf-term[data-meaning]";
  var card = null;
  var opener = null;

  function part(name, className, text) {
    var made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function copyOf(node) {
    var copy = node.cloneNode(true);
    copy.removeAttribute("id");
    copy.querySelectorAll("[id]").forEach(function (one) {
      one.removeAttribute("id");
    });
    copy.querySelectorAll(".pf-behind__back, .pf-foot__places").forEach(function (one) {
      one.remove();
    });
    return copy;
  }

  // The parts of a card: what is behind a number, or what a term means.
  function wordsOf(link) {
    var words = document.createDocumentFragment();
    if (link.matches(TERM)) {
      words.append(part("p", "pf-behind", link.textContent));
      words.append(part("p", "pf-explain__meaning", link.getAttribute("data-meaning")));
      var more = part("p", "pf-behind__more");
      var glossary = part("a", "", "More in the glossary");
      glossary.href = link.href;
      more.append(glossary);
      words.append(more);
      return words;
    }
    var entry = document.getElementById(link.getAttribute("href").slice(1));
    if (!entry) return null;
    words.append.apply(words, copyOf(entry).childNodes);
    var list = entry.closest(".pf-foot__places");
    var shared = list && list.parentNode.querySelector(".pf-facts--shared");
    // What holds for each figure of a source is said once there, but in every card.
    var facts = words.querySelector(".pf-facts");
    if (shared && facts) facts.prepend.apply(facts, copyOf(shared).childNodes);
    var source = list && list.parentNode.querySelector(".pf-foot__source");
    if (source) words.append(copyOf(source));
    return words;
  }

  function place() {
    var at = (opener.closest(".pf-fig") || opener).getClientRects();
    at = at[at.length - 1];
    var wide = document.documentElement.clientWidth;
    var high = window.innerHeight;
    var left = Math.min(at.left, wide - card.offsetWidth - EDGE);
    var above = at.top - card.offsetHeight - EDGE;
    var below = at.bottom + EDGE;
    var top = below + card.offsetHeight > high && above > 0 ? above : below;
    card.style.left = Math.max(EDGE, left) + window.scrollX + "px";
    card.style.top = top + window.scrollY + "px";
  }

  function close(back) {
    if (!card) return;
    var was = opener;
    opener.setAttribute("aria-expanded", "false");
    card.remove();
    card = opener = null;
    if (back) was.focus();
  }

  function open(link) {
    var words = wordsOf(link);
    if (!words) return false;
    close(false);
    opener = link;
    card = part("div", "pf-explain");
    card.setAttribute("popover", "manual");
    card.setAttribute("role", "dialog");
    card.tabIndex = -1;
    var button = part("button", "pf-explain__close");
    button.type = "button";
    button.setAttribute("aria-label", "Close");
    button.addEventListener("click", function () {
      close(true);
    });
    card.append(words, button);
    var title = card.querySelector(".pf-behind");
    title.id = "pf-explain-title";
    card.setAttribute("aria-labelledby", title.id);
    // Beside what it explains, so that reading and the Tab key go on from there.
    (link.closest(".pf-fig") || link).after(card);
    card.showPopover();
    place();
    link.setAttribute("aria-expanded", "true");
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    return true;
  }

  document.querySelectorAll(NUMBER + ", " + TERM).forEach(function (link) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-expanded", "false");
  });
  document.documentElement.classList.add("pf-explains");

  document.addEventListener("click", function (event) {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    var within = event.target.closest(".pf-explain");
    if (within) {
      // A link to another place on this page leads there, and nothing lies over it.
      if (event.target.closest("a[href^='#']")) close(false);
      return;
    }
    var link = event.target.closest(NUMBER + ", " + TERM);
    var figure = event.target.closest(".pf-fig");
    if (!link && figure && !event.target.closest("a, button, summary") && getSelection().isCollapsed) {
      link = figure.querySelector(NUMBER);
    }
    if (!link) return close(false);
    if (link === opener) {
      event.preventDefault();
      close(true);
    } else if (open(link)) event.preventDefault();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && card) {
      event.stopPropagation();
      close(card.contains(document.activeElement) || document.activeElement === opener);
    } else if (event.key === " " && event.target.matches(NUMBER + ", " + TERM)) {
      event.preventDefault();
      event.target.click();
    }
  });

  // Whoever goes on by keyboard leaves the card behind.
  document.addEventListener("focusin", function (event) {
    if (card && !card.contains(event.target) && event.target !== opener) close(false);
  });
  window.addEventListener("resize", function () {
    if (card) place();
  });
})();
