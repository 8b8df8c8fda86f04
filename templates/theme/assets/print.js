/*
 * Remembers on this device which paper its printer takes, and lets every print button open that one.
 *
 * Only adds: without it each paper is a plain link. Sends nothing, sets no cookie; where the browser refuses to store
 * anything the choice holds for the page that it was made on.
 */
(() => {
  "use strict";
  const KEY = "handbook-paper";
  const LARGE = "-large";

  const choices = [...document.querySelectorAll("fieldset.hb-paper")];
  const offers = gather().map((links) => {
    return { links, papers: links.map((link) => ({ paper: link.dataset.paper, way: link.href, name: named(link).textContent })) };
  });
  if (!offers.length) return;

  const hasLarge = offers.some((offer) => offer.papers.some(({ paper }) => paper.endsWith(LARGE)));
  let chosen = "";

  /* The links to one thing on its papers: those of one name, or of one line. */
  function gather() {
    const found = new Map();
    for (const link of document.querySelectorAll("a[data-paper]")) {
      const offer = link.dataset.offer || link.closest(".hb-papers");
      found.set(offer, [...(found.get(offer) || []), link]);
    }
    return [...found.values()];
  }

  function named(link) {
    return link.querySelector(".hb-paper-name");
  }

  function remembered() {
    try { return localStorage.getItem(KEY) || chosen; } catch { return chosen; }
  }

  function remember(paper) {
    chosen = paper;
    try { localStorage.setItem(KEY, paper); } catch { /* refused: it holds for this page */ }
  }

  function sizeOf(paper) {
    return paper.endsWith(LARGE) ? paper.slice(0, -LARGE.length) : paper;
  }

  /* The chosen paper first; where that is not made, its size in normal print; then the others as the page has them. */
  function lay(offer, wanted) {
    const best = offer.papers.find(({ paper }) => paper === wanted) || offer.papers.find(({ paper }) => paper === sizeOf(wanted)) || offer.papers[0];
    const order = [best, ...offer.papers.filter((paper) => paper !== best)];
    offer.links.forEach((link, place) => {
      link.dataset.paper = order[place].paper;
      link.href = order[place].way;
      named(link).textContent = order[place].name;
    });
  }

  function show() {
    const wanted = remembered();
    for (const choice of choices) {
      const radios = [...choice.querySelectorAll("input[type=radio]")];
      const radio = radios.find(({ value }) => value === sizeOf(wanted));
      if (radio) radio.checked = true;
      else if (wanted) return;
      choice.querySelector("input[type=checkbox]").checked = wanted.endsWith(LARGE);
    }
    if (wanted) offers.forEach((offer) => lay(offer, wanted));
  }

  for (const choice of choices) {
    const box = choice.querySelector("input[type=checkbox]");
    box.parentElement.hidden = !hasLarge;
    choice.hidden = false;
    choice.addEventListener("change", () => {
      remember(choice.querySelector("input[type=radio]:checked").value + (box.checked ? LARGE : ""));
      show();
    });
  }
  show();
  addEventListener("pageshow", show);
  addEventListener("storage", show);
})();
