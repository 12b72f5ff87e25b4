// What is measured in a page, beside axe: run in the page, each function returns plain values.
(() => {
  "use strict";

  const LEAST_TARGET = 24;
  const LEFT_OUT = ["deprecated", "experimental"];
  const SPACING =
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}" +
    "p{margin-block-end:2em!important}";

  const all = (selector) => [...document.querySelectorAll(selector)];

  /** A short selector by which a person finds the element. */
  function name(element) {
    const parts = [];
    for (let one = element; one && one !== document.body && parts.length < 4; one = one.parentElement) {
      if (one.id) {
        parts.unshift("#" + one.id);
        break;
      }
      const names = [...one.classList].slice(0, 2).map((each) => "." + each);
      parts.unshift(one.localName + names.join(""));
    }
    return parts.join(" > ");
  }

  function shown(element) {
    return element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  }

  /** Cut down to nothing on purpose: words for screen readers only. */
  function onlyHeard(element) {
    const box = element.getBoundingClientRect();
    return box.width <= 2 || box.height <= 2;
  }

  function structure() {
    const said = [];
    const tops = all("h1").filter(shown);
    if (tops.length !== 1) said.push(["one-h1", "main", `${tops.length} headings of the first level`]);
    let before = 0;
    for (const heading of all("h1, h2, h3, h4, h5, h6").filter(shown)) {
      const level = Number(heading.localName[1]);
      if (before && level > before + 1 && !heading.closest("footer, dialog"))
        said.push(["headings-in-order", name(heading), `level ${level} after level ${before}`]);
      before = level;
    }
    if (!document.documentElement.lang) said.push(["lang", "html", "no language"]);
    if (!document.title.trim()) said.push(["title", "head", "no title"]);
    const seen = new Set();
    for (const { id } of all("[id]")) {
      if (seen.has(id)) said.push(["one-id", "#" + id, "the same id twice"]);
      seen.add(id);
    }
    return said;
  }

  function sideways() {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const beyond = all("body *").filter(
      (one) => shown(one) && one.getBoundingClientRect().right > clientWidth + 1,
    );
    const where = beyond.length ? name(beyond[beyond.length - 1]) : "html";
    return [["sideways", where, `${scrollWidth} pixels wide in a window of ${clientWidth}`]];
  }

  /** Targets of pointers, by WCAG 2.2's 2.5.8: 24 by 24 pixels, in a sentence, or far enough apart. */
  function targets() {
    const found = all("a[href], button, input, select, textarea, summary, [role=button]").filter(
      (one) => shown(one) && !one.closest("[inert], svg") && !one.matches(":disabled"),
    );
    const modal = document.querySelector("dialog:modal");
    const boxes = found
      .filter((one) => (!modal || modal.contains(one)) && !onlyHeard(one))
      .map((one) => ({ one, box: one.getBoundingClientRect() }));
    const small = boxes.filter(
      ({ one, box }) => (box.width < LEAST_TARGET || box.height < LEAST_TARGET) && !inSentence(one),
    );
    const cramped = small.filter(({ one, box }) => {
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      return boxes.some((other) => {
        if (other.one === one || other.one.contains(one) || one.contains(other.one)) return false;
        const isSmall = small.includes(other);
        const across = isSmall
          ? Math.abs(other.box.left + other.box.width / 2 - x)
          : Math.max(other.box.left - x, x - other.box.right, 0);
        const down = isSmall
          ? Math.abs(other.box.top + other.box.height / 2 - y)
          : Math.max(other.box.top - y, y - other.box.bottom, 0);
        const reach = isSmall ? LEAST_TARGET : LEAST_TARGET / 2;
        return Math.hypot(across, down) < reach;
      });
    });
    return cramped.map(({ one, box }) => [
      "target-24",
      name(one),
      `${Math.round(box.width)} by ${Math.round(box.height)} pixels, with another near`,
    ]);
  }

  /** Whether words stand beside a link in its line: then its height is that of the line. */
  function inSentence(element) {
    if (getComputedStyle(element).display !== "inline") return false;
    let block = element.parentElement;
    while (block && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    if (!block) return false;
    const words = block.textContent.replace(/\s+/g, "");
    return words.length > element.textContent.replace(/\s+/g, "").length;
  }

  /** Words that are cut off: what scrolls is not, and what is only heard is not meant to be seen. */
  function cut() {
    const hides = /hidden|clip/;
    const found = [];
    for (const one of all("body *")) {
      if (one.closest("svg") || !shown(one) || onlyHeard(one) || !one.textContent.trim()) continue;
      const style = getComputedStyle(one);
      const across = hides.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
      const down = hides.test(style.overflowY) && one.scrollHeight > one.clientHeight + 1;
      if (across || down)
        found.push(["cut-off", name(one), `shows ${one.clientWidth} by ${one.clientHeight} of ` +
          `${one.scrollWidth} by ${one.scrollHeight} pixels`]);
    }
    return found;
  }

  /** Words of drawings that reach beyond their drawing's own edges. */
  function cutInDrawings() {
    const found = [];
    for (const drawing of all("svg").filter(shown)) {
      if (getComputedStyle(drawing).overflow === "visible") continue;
      const edge = drawing.getBoundingClientRect();
      const out = [...drawing.querySelectorAll("text")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.left < edge.left - 1 || box.right > edge.right + 1);
      });
      if (out.length) found.push(["cut-in-drawing", name(drawing), out[0].textContent]);
    }
    return found;
  }

  /** The same page with WCAG 1.4.12's spacing of text. */
  function spaced() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SPACING);
    const before = [...document.adoptedStyleSheets];
    const known = new Set(cut().map(String));
    document.adoptedStyleSheets = [...before, sheet];
    const said = [...sideways(), ...cut().filter((one) => !known.has(String(one))), ...cutInDrawings()];
    document.adoptedStyleSheets = before;
    return said.map(([rule, where, words]) => ["spaced-" + rule, where, words]);
  }

  /** What stays in view while the page moves may not take more than half of a low window. */
  function room() {
    const stays = all("body *").filter((one) => {
      const { position } = getComputedStyle(one);
      if (position !== "fixed" && position !== "sticky") return false;
      const box = one.getBoundingClientRect();
      return shown(one) && box.width > innerWidth / 2 && box.height > innerHeight / 2;
    });
    return stays
      .filter((one) => !one.closest("dialog, table, .pf-table"))
      .map((one) => ["little-room", name(one), "takes more than half of the window"]);
  }

  // Contrast, where axe cannot tell what lies under the words: against every ground that could.

  function colour(text) {
    const numbers = (text.match(/-?[\d.]+(?:e-?\d+)?/g) || []).map(Number);
    if (text.startsWith("color(srgb")) return [...numbers.slice(0, 3).map((n) => n * 255), numbers[3] ?? 1];
    return [...numbers.slice(0, 3), numbers[3] ?? 1];
  }

  const over = (top, under) => {
    const alpha = top[3];
    return [0, 1, 2].map((n) => top[n] * alpha + under[n] * (1 - alpha)).concat(1);
  };

  function light([r, g, b]) {
    const [x, y, z] = [r, g, b].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  }

  function grounds(element) {
    const chain = [];
    for (let one = element; one; one = one.parentElement) chain.push(one);
    let under = [[255, 255, 255, 1]];
    if (getComputedStyle(document.documentElement).colorScheme.includes("dark")) under = [[18, 18, 18, 1]];
    for (const one of chain.reverse()) {
      const style = getComputedStyle(one);
      const plain = colour(style.backgroundColor);
      under = under.map((each) => over(plain, each));
      const stops = style.backgroundImage.match(/(?:rgba?|color)\([^()]*\)/g) || [];
      const shaded = stops.map(colour).filter((each) => each[3] > 0);
      const base = [...under];
      for (const stop of shaded) under.push(...base.map((each) => over(stop, each)));
    }
    return under;
  }

  function contrast(element) {
    const style = getComputedStyle(element);
    const all = grounds(element).map((ground) => {
      const ink = over(colour(style.color), ground);
      const [high, low] = [light(ink), light(ground)].sort((a, b) => b - a);
      return (high + 0.05) / (low + 0.05);
    });
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    return { least: Math.min(...all), asked: large ? 3 : 4.5 };
  }

  /** Run axe: violations, and what needs a review, with the contrast that was measured for each. */
  async function hold(tags, within) {
    const rules = Object.fromEntries(
      axe.getRules().map(({ ruleId, tags: has }) => [
        ruleId,
        { enabled: tags.some((tag) => has.includes(tag)) && !has.some((tag) => LEFT_OUT.includes(tag)) },
      ]),
    );
    const found = await axe.run(within === "html" ? document : within, {
      rules,
      elementRef: true,
      resultTypes: ["violations", "incomplete"],
    });
    const rows = [];
    for (const [kind, list] of [["violation", found.violations], ["review", found.incomplete]]) {
      for (const rule of list) {
        for (const node of rule.nodes) {
          const check = [...node.any, ...node.all, ...node.none][0] || {};
          const row = {
            kind,
            rule: rule.id,
            key: (check.data && check.data.messageKey) || "",
            where: name(node.element),
            words: (check.message || rule.help).slice(0, 200),
            least: 0,
            asked: 0,
          };
          if (rule.id === "color-contrast") Object.assign(row, contrast(node.element));
          rows.push(row);
        }
      }
    }
    return rows;
  }

  window.looking = { structure, sideways, targets, cut, cutInDrawings, spaced, room, hold };
})();
