/* Follows the preview: loads the page again when it is new, and shows what is wrong meanwhile. */
(() => {
  "use strict";

  const host = document.querySelector("plainfigures-preview");
  const place = `plainfigures-scroll ${location.pathname}`;
  const folded = "plainfigures-folded";
  const stopped = "The preview has stopped. Start it again with: plainfigures serve";

  const kept = {
    get(name) {
      try { return sessionStorage.getItem(name); } catch { return null; }
    },
    set(name, value) {
      try { sessionStorage.setItem(name, value); } catch { /* The page works without. */ }
    },
    drop(name) {
      try { sessionStorage.removeItem(name); } catch { /* As above. */ }
    },
  };

  const root = host.shadowRoot || host.attachShadow({mode: "open"});
  const own = () => root.querySelector("div");
  const parts = () => [...(own()?.children ?? [])];
  let shown = parts().map(part => part.innerHTML);
  let stream = null;
  let lost = 0;

  const fold = () => {
    const panel = root.querySelector(".panel details");
    if (!panel) return;
    if (kept.get(folded)) panel.open = false;
    panel.addEventListener("toggle", () => {
      if (panel.open) kept.drop(folded); else kept.set(folded, "yes");
    });
  };

  // What the preview tells comes from this program alone: a page's policy asks for such a promise.
  const types = window.trustedTypes;
  const promise = types?.createPolicy("plainfigures-preview", {createHTML: html => html});
  const trusted = html => promise ? promise.createHTML(html) : html;

  // A part that is as it was is left alone, so that it is not read out again, and keeps its focus.
  const show = html => {
    const fresh = document.createElement("template");
    fresh.innerHTML = trusted(html);
    parts().forEach((part, place) => {
      const next = fresh.content.children[place];
      const text = next.innerHTML;
      if (text === shown[place]) return;
      const advice = part.querySelector(".advice")?.open;
      const focused = root.activeElement && part.contains(root.activeElement);
      part.replaceChildren(...next.childNodes);
      shown[place] = text;
      if (advice && part.querySelector(".advice")) part.querySelector(".advice").open = true;
      if (focused) part.querySelector("summary, a")?.focus({preventScroll: true});
      fold();
    });
  };

  const say = words => {
    const line = root.querySelector(".state");
    if (line) line.textContent = words;
  };

  const again = () => {
    stream.close();
    kept.set(place, String(scrollY));
    location.reload();
  };

  const hear = event => {
    lost = 0;
    const told = JSON.parse(event.data);
    if (told.version !== host.dataset.version) again(); else show(told.bar);
  };

  const follow = () => {
    if (stream) return;
    const path = encodeURIComponent(location.pathname);
    stream = new EventSource(`${host.dataset.events}?path=${path}`);
    stream.addEventListener("message", hear);
    stream.addEventListener("error", () => {
      lost += 1;
      if (lost < 2) return;
      shown = [];
      say(stopped);
    });
  };

  // A browser opens few connections to one place at a time, so a page that nobody sees has none.
  const seen = () => {
    if (document.visibilityState === "visible") {
      follow();
    } else if (stream) {
      stream.close();
      stream = null;
    }
  };

  const before = kept.get(place);
  if (before !== null) {
    kept.drop(place);
    scrollTo({top: Number(before), behavior: "instant"});
    addEventListener("load", () => scrollTo({top: Number(before), behavior: "instant"}));
  }
  fold();
  seen();
  document.addEventListener("visibilitychange", seen);
  addEventListener("pageshow", event => { if (event.persisted) seen(); });
})();
