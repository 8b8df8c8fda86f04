/*
 * Filters the finder's table, shows what fits as cards, and keeps a short list for tonight.
 *
 * What is chosen stands in the address after "#", so that it can be sent; the list stays on this device. Sends nothing.
 * Without it the table of all exercises is whole.
 */
(() => {
  "use strict";
  const KEY = "handbook-tonight";
  const form = document.querySelector(".hb-finder");
  if (!form) return;
  const whole = document.querySelector(".hb-all");
  const found = document.querySelector(".hb-found");
  const tonight = document.querySelector(".hb-tonight-list");
  const drops = form.querySelector(".hb-drops");
  const more = form.querySelector(".hb-more");
  // as in the handbook's own style sheet: narrower than this the further filters are one line until they are opened
  const narrow = matchMedia("(max-width: 44.984375em)");
  const words = JSON.parse(form.dataset.words);

  function fill(text, values) {
    return text.replace(/\{([a-z_]+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
  }

  /* ---- The exercises, read off the table ---- */

  function readRow(mark) {
    const cells = [...mark.closest("tr").cells];
    const link = cells[0].querySelector("a");
    return { mark: mark.dataset, cells, title: link.textContent, href: link.getAttribute("href") };
  }

  const exercises = [...whole.querySelectorAll(".hb-traits")].map(readRow);

  /* ---- The choice: names and values, as the form and the address hold them ---- */

  const TESTS = {
    need: (one, value) => one.needs.split(" ").includes(value),
    minutes: (one, value) => Number(one.minutes) <= Number(value),
    people: (one, value) => Number(one.fewest) <= Number(value) && (!one.most || Number(value) <= Number(one.most)),
    depth: (one, value) => Number(one.depth) <= Number(value),
    family: (one, value) => one.family === value,
    area: (one, value) => one.areas.split(" ").includes(value),
    call: (one) => one.call === "1",
  };

  function readChoice() {
    const made = new Map();
    for (const [name, value] of new FormData(form)) {
      if (value.trim()) made.set(name, [...(made.get(name) || []), value.trim()]);
    }
    return made;
  }

  /* Of several needs one is enough; everything else must all be so. */
  function fits(one, choice) {
    return [...choice].every(([name, values]) => values.some((value) => TESTS[name](one.mark, value)));
  }

  function nameFilter(name, values) {
    const fields = [...form.querySelectorAll(`[name="${name}"]`)];
    if (name === "need") return fields.filter((field) => field.checked).map((field) => field.dataset.name).join(", ");
    const [field] = fields;
    if (field.type === "checkbox") return field.dataset.name;
    const value = field.selectedOptions ? field.selectedOptions[0].textContent : values[0];
    return `${field.dataset.name}: ${value}`;
  }

  function readAddress() {
    const hash = decodeURIComponent(location.hash.slice(1));
    const one = form.querySelector(`input[name="need"][value="${CSS.escape(hash.replace(/^need-/, ""))}"]`);
    if (hash.startsWith("need-") && one) return new URLSearchParams({ need: one.value });
    return hash.includes("=") ? new URLSearchParams(hash) : null;
  }

  function takeAddress() {
    const asked = readAddress();
    if (!asked) return;
    form.reset();
    for (const field of form.querySelectorAll("input, select")) {
      const values = asked.getAll(field.name);
      if (field.type === "checkbox") field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
    show();
  }

  function writeAddress(choice) {
    const made = new URLSearchParams();
    for (const [name, values] of choice) for (const value of values) made.append(name, value);
    history.replaceState(null, "", choice.size ? `#${made}` : location.pathname + location.search);
  }

  /* ---- What fits ---- */

  function makeCard(one) {
    const card = document.createElement("li");
    const [title, line, ...rest] = one.cells.slice(0, 5);
    const head = document.createElement("p");
    head.className = "hb-found-title";
    head.append(...[...title.childNodes].map((node) => node.cloneNode(true)));
    const text = document.createElement("p");
    text.append(...[...line.childNodes].map((node) => node.cloneNode(true)));
    const facts = document.createElement("p");
    facts.className = "hb-found-facts";
    for (const cell of rest) {
      const fact = document.createElement("span");
      fact.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
      facts.append(fact);
    }
    card.append(head, text, facts, makeAdd(one));
    return card;
  }

  function makeButton(text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "hb-button";
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  }

  function makeAdd(one) {
    const held = kept.includes(one.href);
    const button = makeButton(held ? words.added : words.add, () => toggle(one));
    button.dataset.href = one.href;
    button.setAttribute("aria-pressed", String(held));
    const which = document.createElement("span");
    which.className = "hb-unseen";
    which.textContent = `: ${one.title}`;
    button.append(which);
    return button;
  }

  function showDrops(choice, fitting) {
    drops.replaceChildren();
    drops.hidden = fitting.length > 0;
    if (fitting.length) return;
    drops.append(words.none, " ");
    for (const [name, values] of choice) {
      const less = new Map([...choice].filter(([other]) => other !== name));
      const n = exercises.filter((one) => fits(one, less)).length;
      if (n) drops.append(makeButton(fill(words.drop, { filter: nameFilter(name, values), n }), () => drop(name)), " ");
    }
  }

  function drop(name) {
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (field.type === "checkbox") field.checked = false;
      else field.value = "";
    }
    show();
    const first = form.querySelector(`[name="${name}"]`);
    if (more.contains(first)) more.open = true;
    first.focus();
  }

  function show() {
    const choice = readChoice();
    const fitting = exercises.filter((one) => fits(one, choice)).sort((one, other) => one.mark.depth - other.mark.depth);
    for (const field of form.querySelectorAll('input[name="need"]')) {
      const means = document.getElementById(field.getAttribute("aria-describedby"));
      if (means) means.hidden = !field.checked;
    }
    form.querySelector("output").textContent = fill(words.found, { n: fitting.length, all: exercises.length });
    form.querySelector('[type="reset"]').hidden = !choice.size;
    form.querySelector(".hb-chosen").textContent = [...choice].filter(([name]) => name !== "need").map(([name, values]) => nameFilter(name, values)).join(" · ");
    found.replaceChildren(...(choice.size ? fitting.map(makeCard) : []));
    found.hidden = !choice.size || !fitting.length;
    whole.hidden = choice.size > 0;
    showDrops(choice, fitting);
    writeAddress(choice);
  }

  /* As the address says; else all of them, and an address that names a place of the page stays as it is. */
  function begin() {
    form.reset();
    form.querySelector("output").textContent = fill(words.found, { n: exercises.length, all: exercises.length });
    form.querySelector('[type="reset"]').hidden = true;
    takeAddress();
  }

  /* ---- Tonight's list ---- */

  let kept = recall();

  function recall() {
    try {
      const made = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(made) ? made.filter((href) => exercises.some((one) => one.href === href)) : [];
    } catch {
      return [];
    }
  }

  function remember(hrefs) {
    kept = hrefs;
    try {
      if (kept.length) localStorage.setItem(KEY, JSON.stringify(kept));
      else localStorage.removeItem(KEY);
    } catch { /* refused: it holds for this page */ }
    showTonight();
    for (const button of found.querySelectorAll("button[data-href]")) {
      const held = kept.includes(button.dataset.href);
      button.setAttribute("aria-pressed", String(held));
      button.firstChild.textContent = held ? words.added : words.add;
    }
  }

  function toggle(one) {
    remember(kept.includes(one.href) ? kept.filter((href) => href !== one.href) : [...kept, one.href]);
  }

  function showTonight() {
    const list = tonight.querySelector("ol");
    list.replaceChildren();
    for (const href of kept) {
      const one = exercises.find((each) => each.href === href);
      const entry = document.createElement("li");
      const link = document.createElement("a");
      link.href = href;
      link.textContent = one.title;
      const facts = one.cells.slice(2, 5).map((cell) => cell.textContent.trim()).join(" · ");
      const away = makeButton("×", () => { toggle(one); form.querySelector("input").focus(); });
      away.classList.add("hb-no-print");
      away.setAttribute("aria-label", fill(words.remove, { title: one.title }));
      entry.append(link, ` · ${facts} `, away, document.createElement("br"), one.cells[1].textContent);
      list.append(entry);
    }
    tonight.hidden = !kept.length;
    const held = form.querySelector(".hb-held-list");
    held.textContent = fill(words.held, { n: kept.length });
    held.hidden = !kept.length;
  }

  tonight.querySelector('[data-do="clear"]').addEventListener("click", () => remember([]));
  form.addEventListener("input", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", takeAddress);
  narrow.addEventListener("change", () => { more.open = !narrow.matches; });
  more.open = !narrow.matches;
  form.hidden = false;
  showTonight();
  begin();
})();
