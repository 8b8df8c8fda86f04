/*
 * Folds away what is long, before it is first shown, and opens it for whoever is led there and for paper.
 *
 * Only adds: without it everything stands open. Loaded in the head, so that nothing jumps once the page is read.
 */
(() => {
  "use strict";
  const root = document.documentElement;
  let opened = [];

  function list() {
    return [...document.querySelectorAll("details[data-fold]")];
  }

  function reveal() {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch { /* then as it is written */ }
    const goal = name && document.getElementById(name);
    if (!goal) return;
    for (let at = goal; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    goal.scrollIntoView();
  }

  /* While the page is still being read. */
  const reading = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node.nodeName === "DETAILS" && "fold" in node.dataset) node.open = false;
    }
  });

  function prepare() {
    reading.disconnect();
    for (const one of list()) one.open = false;
    root.classList.remove("hb-folding");
    for (const button of document.querySelectorAll("button[data-unfold]")) {
      const words = [button.textContent, button.dataset.unfold];
      let open = false;
      button.hidden = false;
      button.addEventListener("click", () => {
        open = !open;
        for (const one of list()) if (!one.classList.contains("hb-other-prints")) one.open = open;
        button.textContent = words[Number(open)];
      });
    }
    reveal();
  }

  // as the engine's script would, once all is drawn
  root.classList.replace("no-js", "js");
  root.classList.add("hb-folding");
  reading.observe(root, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    try { prepare(); } finally { root.classList.remove("hb-folding"); }
  });
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => {
    opened = list().filter((one) => !one.open);
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
    opened = [];
  });
})();
