/*
 * Sets the clocks of a session by the time at which the circle begins, and remembers that time on this device.
 *
 * Only adds: without it each clock says the minutes from the beginning, or the circle's own time where it is published.
 * Sends nothing, sets no cookie; keeps nothing but a time of day.
 */
(() => {
  "use strict";
  const KEY = "handbook-start";
  const DAY = 24 * 60;
  const line = document.querySelector(".hb-start");
  if (!line) return;
  const field = line.querySelector("input");
  const clear = line.querySelector("button");
  const clocks = [...document.querySelectorAll("[data-minute]")];
  clocks.push(...[...document.querySelectorAll(".hb-phase-head > .hb-clock")].flatMap(findListed));
  const own = field.getAttribute("value");

  /* The list of contents has each heading as plain words: there its minutes become a clock too. */
  function findListed(clock) {
    const made = [];
    for (const name of document.querySelectorAll(`.md-nav--secondary a[href="#${clock.parentElement.id}"] .md-ellipsis`)) {
      const words = name.textContent.trim();
      if (!words.startsWith(clock.textContent)) continue;
      const minutes = document.createElement("span");
      minutes.dataset.minute = clock.dataset.minute;
      minutes.textContent = clock.textContent;
      name.replaceChildren(minutes, words.slice(clock.textContent.length));
      made.push(minutes);
    }
    return made;
  }

  function recall() {
    try { return localStorage.getItem(KEY) || ""; } catch { return ""; }
  }

  function remember(time) {
    try {
      if (time) localStorage.setItem(KEY, time);
      else localStorage.removeItem(KEY);
    } catch { /* refused: it holds for this page */ }
  }

  function write(minutes, wide) {
    const hours = String(Math.floor(minutes / 60));
    return `${wide ? hours.padStart(2, "0") : hours}:${String(minutes % 60).padStart(2, "0")}`;
  }

  function show(time) {
    const known = /^\d\d:\d\d$/.test(time);
    const [hours, minutes] = known ? time.split(":").map(Number) : [0, 0];
    for (const clock of clocks) {
      const at = hours * 60 + minutes + Number(clock.dataset.minute);
      clock.textContent = write(known ? at % DAY : at, known);
    }
    clear.hidden = !known;
  }

  field.addEventListener("input", () => { remember(field.value); show(field.value); });
  clear.addEventListener("click", () => {
    field.value = "";
    remember("");
    show("");
    field.focus();
  });
  field.value = recall() || own;
  line.hidden = false;
  show(field.value);
})();
