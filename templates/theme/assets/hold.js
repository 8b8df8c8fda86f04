/*
 * Shows a session one step at a time while it is held, with a clock that counts up.
 *
 * Everything is read off the page, which is whole without this. The device keeps which session is held, which step is
 * shown, when parts began and what was shortened: by the clock on the wall, so that a reload or a phone that slept
 * changes nothing; until the evening is ended or a day has passed. Nothing about anyone, no cookie, nothing sent.
 */
(() => {
  "use strict";
  const KEY = "handbook-hold";
  const MINUTE = 60000;
  const DAY = 1440 * MINUTE;
  // whoever leaves a part sooner came to it by mistake
  const SLIP = MINUTE / 2;
  // with fewer minutes left of it a part is left out
  const TOO_SHORT = 3;
  const root = document.querySelector(".hb-hold");
  const words = root.dataset;
  const find = (selector) => root.querySelector(selector);
  const views = [...root.querySelectorAll(".hb-hold-view")];
  const phases = [...root.querySelectorAll(".hb-hold-phase")];
  const planned = phases.map((phase) => Number(phase.dataset.minutes));
  const language = document.documentElement.lang || "en";
  const END = phases.length;
  let state = recall();
  let sound = null;
  let lock = null;

  /* ---- what the device keeps ---- */

  function recall() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      if (kept && Date.now() - kept.started < DAY) return kept.session === words.session && views[kept.at] ? kept : null;
      localStorage.removeItem(KEY);
    } catch { /* refused, or not ours: a new evening */ }
    return null;
  }

  function remember() {
    try {
      if (state) localStorage.setItem(KEY, JSON.stringify(state));
      else localStorage.removeItem(KEY);
    } catch { /* refused: it holds for this page */ }
  }

  /* ---- times ---- */

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const countMinutes = (number) => state.cuts[number] ?? planned[number];
  const phaseOf = (at) => at === 0 ? -1 : views[at].closest(".hb-hold-end") ? END : phases.indexOf(views[at].closest(".hb-hold-phase"));
  const furthest = () => Math.max(...Object.keys(state.begun).map(Number));
  const titleOf = (element) => element.querySelector("h1, h2, h3").textContent;

  /* How long a part has lasted: until the one after it began, else until now. */
  function countElapsed(number) {
    const later = Object.keys(state.begun).map(Number).filter((other) => other > number);
    const until = later.length ? state.begun[Math.min(...later)] : Date.now();
    return Math.max(0, until - state.begun[number]);
  }

  function formatTime(time) {
    return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(time);
  }

  function formatClock(span) {
    const minutes = Math.floor(span / MINUTE);
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
  }

  /* When each part from the one that is held begins, and last of all when everything ends. */
  function listTimes() {
    const held = furthest();
    let time = state.begun[held];
    const times = [];
    for (let number = held; number < END; number += 1) {
      times.push([number, time]);
      time += countMinutes(number) * MINUTE;
      if (number === held) time = Math.max(time, Date.now());
    }
    return [...times, [END, time]];
  }

  /* Takes minutes from what may give way, in the session's own order, and returns how many it found. */
  function saveMinutes(wanted) {
    const held = furthest();
    const order = phases.map((_, number) => number)
      .filter((number) => Number(phases[number].dataset.turn) && number >= held)
      .sort((one, other) => phases[one].dataset.turn - phases[other].dataset.turn);
    let saved = 0;
    for (const number of order) {
      const spent = number === held ? Math.ceil(countElapsed(number) / MINUTE) : 0;
      const least = Math.max(Number(phases[number].dataset.least), spent);
      const rest = Math.max(least, countMinutes(number) - Math.max(0, wanted - saved));
      const kept = least === 0 && rest < TOO_SHORT ? 0 : rest;
      if (saved >= wanted || kept >= countMinutes(number)) continue;
      saved += countMinutes(number) - kept;
      state.cuts[number] = kept;
    }
    return saved;
  }

  function giveBack() {
    for (const number of Object.keys(state.cuts)) if (Number(number) >= furthest()) delete state.cuts[number];
  }

  /* ---- what is shown ---- */

  function drawClock() {
    const number = phaseOf(state.at);
    const now = furthest();
    find(".hb-hold-since").textContent = fill(words.since, { clock: formatClock(Date.now() - state.started) });
    [...find(".hb-hold-evening").children].forEach((part, index) => {
      const done = index < now ? 1 : index > now ? 0 : Math.min(1, countElapsed(index) / (countMinutes(index) * MINUTE || 1));
      part.style.setProperty("--m", countMinutes(index));
      part.style.setProperty("--done", done);
      part.hidden = countMinutes(index) === 0;
      part.classList.toggle("hb-hold-now", index === number);
    });
    const ring = find(".hb-hold-ring");
    ring.classList.toggle("hb-hold-idle", number === END);
    if (number === END) return;
    const elapsed = countElapsed(number);
    ring.style.setProperty("--left", Math.max(0, 1 - elapsed / (countMinutes(number) * MINUTE || 1)));
    ring.firstElementChild.textContent = fill(words.minutes, { n: Math.floor(elapsed / MINUTE) });
  }

  function drawPlace() {
    const number = phaseOf(state.at);
    const place = number === END ? "" : fill(words.place, { n: number + 1, of: END });
    const until = number === END ? "" : fill(words.until, { time: formatTime(state.begun[number] + countMinutes(number) * MINUTE) });
    const text = [place, until].filter(Boolean).join(" · ");
    // set only when it is another, since it is read out whenever it is set
    if (find(".hb-hold-place").textContent !== text) find(".hb-hold-place").textContent = text;
    const next = findView(1);
    find(".hb-hold-coming").textContent = next ? fill(words.coming, { title: titleOf(views[next]) }) : words.last;
    find("[data-hold=next]").disabled = !next;
    find("[data-hold=back]").disabled = !findView(-1);
  }

  function drawTimes() {
    const list = find(".hb-hold-times");
    list.replaceChildren();
    for (const [number, time] of listTimes()) {
      const row = document.createElement("li");
      const omitted = number < END && countMinutes(number) === 0;
      const title = number === END ? words.end : titleOf(phases[number]);
      const minutes = number === END ? "" : omitted ? words.omitted : fill(words.minutes, { n: countMinutes(number) });
      [omitted ? "" : formatTime(time), title, minutes].forEach((text) => {
        row.append(Object.assign(document.createElement("span"), { textContent: text }));
      });
      row.classList.toggle("hb-hold-omitted", omitted);
      list.append(row);
    }
  }

  function draw() {
    const running = state !== null;
    views.forEach((view, index) => { view.hidden = index !== (running ? state.at : 0); });
    for (const part of root.querySelectorAll(".hb-hold-phase, .hb-hold-end")) part.hidden = !part.querySelector(".hb-hold-view:not([hidden])");
    for (const name of [".hb-hold-clock", ".hb-hold-bar", "[data-dialog=hold-time]", ".hb-hold-finish"]) find(name).hidden = !running;
    if (!running) return;
    drawPlace();
    drawClock();
    find("[name=hb-bell]").checked = state.bell;
  }

  /* ---- moving on ---- */

  /* The view before or after, past what was left out; 0 if there is none. */
  function findView(step) {
    let at = state.at + step;
    while (at > 0 && at < views.length && countMinutes(phaseOf(at)) === 0) at += step;
    return at > 0 && at < views.length ? at : 0;
  }

  function show(at) {
    const from = phaseOf(state.at);
    const to = phaseOf(at);
    if (to < from && from === furthest() && countElapsed(from) < SLIP) delete state.begun[from];
    state.at = at;
    state.begun[to] ??= Date.now();
    remember();
    draw();
    const heading = views[at].querySelector("h1, h2, h3");
    heading.tabIndex = -1;
    // alone on the screen, it is the heading of all
    heading.setAttribute("aria-level", "1");
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  function start() {
    const now = Date.now();
    state = { session: words.session, started: now, at: 1, begun: { 0: now }, cuts: {}, bell: false, rung: -1 };
    stayAwake();
    show(1);
  }

  function end() {
    state = null;
    remember();
    for (const dialog of root.querySelectorAll("dialog")) dialog.close();
    if (lock) lock.release();
    draw();
    scrollTo(0, 0);
  }

  function move(step) {
    const at = state && findView(step);
    if (at) show(at);
  }

  /* ---- sound and screen ---- */

  function ring() {
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = 528;
    volume.gain.setValueAtTime(0.0001, sound.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.15, sound.currentTime + 0.05);
    volume.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + 3);
    tone.connect(volume).connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + 3);
  }

  /* A browser lets a page sound only after a touch, so this is asked for at every touch. */
  function allowSound() {
    if (!state?.bell || !window.AudioContext) return;
    sound ??= new AudioContext();
    if (sound.state === "suspended") sound.resume();
  }

  function ringAtEnd() {
    const number = phaseOf(state.at);
    if (!state.bell || number === END || state.rung === number) return;
    const over = countElapsed(number) - countMinutes(number) * MINUTE;
    if (over < 0) return;
    state.rung = number;
    remember();
    // long over: the phone slept, and a bell would only startle
    if (sound && over < MINUTE / 6) ring();
  }

  async function stayAwake() {
    if (!state || document.hidden || lock) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => { lock = null; });
    } catch { /* the browser has none, or saves its battery */ }
  }

  function tick() {
    if (!state) return;
    drawClock();
    ringAtEnd();
  }

  /* ---- setting up ---- */

  /* The colours that a reader chose on other pages, else the device's. */
  function chooseColours() {
    let chosen = null;
    try { chosen = __md_get("__palette")?.color; } catch { /* refused */ }
    const device = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
    const own = chosen?.media && chosen.media !== "(prefers-color-scheme)" && chosen.scheme;
    document.body.dataset.mdColorScheme = own || device;
  }

  /* Puts what stands aside into a dialog, and a button for it in place of the link. */
  function makeDialog(aside) {
    const heading = aside.querySelector("h2");
    const dialog = document.createElement("dialog");
    const close = Object.assign(document.createElement("button"), { type: "button", className: "hb-button hb-hold-close", textContent: words.close });
    const link = find(`.hb-hold-tool[href="#${heading.id}"]`);
    const open = Object.assign(document.createElement("button"), { type: "button", className: link.className, textContent: link.textContent });
    open.dataset.dialog = heading.id;
    for (const part of [dialog, aside]) part.setAttribute("aria-labelledby", heading.id);
    // so that it can be scrolled by keys
    aside.tabIndex = 0;
    link.replaceWith(open);
    aside.replaceWith(dialog);
    dialog.append(aside, close);
    aside.hidden = false;
    open.addEventListener("click", () => {
      if (heading.id === "hold-time") {
        find(".hb-hold-answer").textContent = "";
        drawTimes();
      }
      dialog.showModal();
      aside.scrollTop = 0;
    });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  }

  function answerSaving(wanted) {
    const saved = saveMinutes(wanted);
    const answer = saved >= wanted ? words.saved : saved ? words.short : words.nothing;
    find(".hb-hold-answer").textContent = fill(answer, { n: saved });
    changeTimes();
  }

  function changeTimes() {
    remember();
    draw();
    drawTimes();
  }

  function listenToButtons() {
    const acts = {
      start,
      end,
      back: () => move(-1),
      next: () => move(1),
      undo() {
        giveBack();
        find(".hb-hold-answer").textContent = "";
        changeTimes();
      },
    };
    root.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button?.dataset.hold) acts[button.dataset.hold]();
      if (button?.dataset.save) answerSaving(Number(button.dataset.save));
      allowSound();
    });
    find("[name=hb-bell]").addEventListener("change", (event) => {
      state.bell = event.target.checked;
      // what is over already stays silent
      state.rung = -1;
      remember();
      allowSound();
    });
  }

  function listenToKeys() {
    const forward = document.body.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = document.body.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    document.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || find("dialog[open]")) return;
      if (event.key === " " && event.target.closest("a, button, input")) return;
      const step = { [forward]: 1, " ": 1, PageDown: 1, [backward]: -1, PageUp: -1 }[event.key];
      if (!step || !state) return;
      event.preventDefault();
      move(step);
    });
  }

  function listenToSwipes() {
    const forward = document.body.dir === "rtl" ? 1 : -1;
    let first = null;
    root.addEventListener("touchstart", (event) => {
      first = event.touches.length === 1 && !event.target.closest("dialog") ? event.touches[0] : null;
    }, { passive: true });
    root.addEventListener("touchend", (event) => {
      const last = event.changedTouches[0];
      if (!first || event.touches.length) return;
      const across = last.clientX - first.clientX;
      const down = last.clientY - first.clientY;
      first = null;
      if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(down)) move(Math.sign(across) === forward ? 1 : -1);
    }, { passive: true });
  }

  chooseColours();
  for (const mark of root.querySelectorAll(".headerlink")) mark.remove();
  // a part further on is reached by going on, so that its clock is right
  for (const link of root.querySelectorAll(".hb-hold-view a[href^='#']")) link.replaceWith(link.textContent);
  for (const aside of [...root.querySelectorAll(".hb-hold-aside")]) makeDialog(aside);
  find(".hb-no-script").hidden = true;
  find(".hb-hold-start").hidden = false;
  root.classList.add("hb-hold-live");
  listenToButtons();
  listenToKeys();
  listenToSwipes();
  document.addEventListener("visibilitychange", () => { tick(); stayAwake(); });
  setInterval(tick, 1000);
  draw();
  stayAwake();
})();
