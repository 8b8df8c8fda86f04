/*
 * The form in which an exercise, a theme or a session is written. make-model.js holds what is written and knows what is
 * wrong with it, make-preview.js draws the page as it will be; here are the fields and the buttons.
 *
 * Keeps what is written on this device until it is cleared. Sends nothing; only the link to the hosting site carries
 * the text there, when it is followed. Text of the user's is only ever set as text, never as markup.
 */
(() => {
  "use strict";
  const LONGEST_ADDRESS = 7000;
  const root = document.querySelector(".hb-maker");
  if (!root) return;
  const model = globalThis.handbookFormModel(JSON.parse(root.dataset.form));
  const { groups, own, rules, file, W, isGroup, isEmpty, blankEntry, byName, fill, nameEntry, namePart, likeId, findProblems, measure, writeFile, fileName, folder } = model;

  /* ---- Making elements ---- */

  function make(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== undefined && (value !== "" || name === "value")) made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  }

  const idOf = (path) => `hb-maker-${path.replaceAll(".", "-")}`;
  const touched = new Set();
  let showsAll = false;
  // the fields on the page: what is named in the list of problems, and where the words of a problem go
  let shown = new Map();
  // what is drawn anew when the field at a path changes
  const followers = new Map();

  function describe(path, field) {
    return {
      hint: field.hint ? make("p", { class: "hb-maker-hint", id: `${idOf(path)}-hint` }, field.hint) : null,
      fault: make("p", { class: "hb-maker-fault", id: `${idOf(path)}-fault`, hidden: true }),
    };
  }

  function register(path, label, control, fault) {
    shown.set(path, { label, control, fault });
  }

  /* `above` is the path of the group around a field, `within` what that is called. */
  function drawField(field, holder, above, within) {
    const path = above ? `${above}.${field.name}` : field.name;
    if (field.kind === "truth") return drawTruth(field, holder, path);
    if (field.keyed) return drawSlots(field, holder, path);
    if (field.ticked) return drawTicks(field, holder, path);
    if (field.many) return drawList(field, holder, path);
    return isGroup(field) ? drawGroup(field, holder, path) : drawText(field, holder, field.name, path, field.label, namePart(within, field.label));
  }

  function drawText(field, holder, key, path, label, name = label) {
    const { hint, fault } = describe(path, field);
    const described = [hint && hint.id, fault.id].filter(Boolean).join(" ");
    const common = { id: idOf(path), "aria-describedby": described, "aria-required": field.required ? "true" : "" };
    let control;
    if (field.choices) {
      control = make("select", common, make("option", { value: "" }, field.required ? W.choose : W.none), ...drawChoices(field.choices));
    } else if (field.kind === "prose") {
      control = make("textarea", { ...common, rows: "3", dir: "auto" });
    } else {
      control = make("input", { ...common, type: "text", dir: field.kind === "line" ? "auto" : "", inputmode: field.kind === "number" ? "numeric" : "", autocomplete: "off" });
    }
    control.value = holder[key];
    control.addEventListener("input", () => {
      holder[key] = control.value;
      if (followers.has(path)) followers.get(path)();
      react(path);
    });
    control.addEventListener("change", () => { touched.add(path); showProblems(); });
    register(path, name, control, fault);
    const needed = field.required ? make("span", { class: "hb-maker-needed" }, ` (${W.needed})`) : null;
    return make("div", { class: "hb-maker-field" }, make("label", { for: idOf(path) }, label, needed), hint, control, fault);
  }

  /* Choices in the order given; those that are of one group stand together under its name. */
  function drawChoices(choices) {
    const drawn = [];
    let open = null;
    for (const [value, text, group] of choices) {
      const option = make("option", { value }, text);
      if (group && (!open || open.label !== group)) drawn.push(open = make("optgroup", { label: group }));
      if (group) open.append(option);
      else drawn.push(option);
    }
    return drawn;
  }

  function drawTruth(field, holder, path) {
    const { hint, fault } = describe(path, field);
    const box = make("input", { type: "checkbox", id: idOf(path), "aria-describedby": [hint && hint.id, fault.id].filter(Boolean).join(" ") });
    box.checked = holder[field.name] === "true";
    box.addEventListener("change", () => { holder[field.name] = box.checked ? "true" : ""; react(path); });
    register(path, field.label, box, fault);
    return make("div", { class: "hb-maker-field hb-maker-truth" }, make("label", { for: idOf(path) }, box, " ", field.label), hint, fault);
  }

  function drawTicks(field, holder, path) {
    const { hint, fault } = describe(path, field);
    const boxes = field.choices.map(([value, text]) => {
      const box = make("input", { type: "checkbox", value, checked: holder[field.name].includes(value) });
      return make("label", {}, box, " ", text);
    });
    const set = make("fieldset", { class: "hb-maker-ticks", id: idOf(path), tabindex: "-1", "aria-describedby": [hint && hint.id, fault.id].filter(Boolean).join(" ") },
      make("legend", {}, field.label, field.required ? ` (${W.needed})` : ""), hint, make("div", { class: "hb-maker-boxes" }, ...boxes), fault);
    set.addEventListener("change", () => {
      holder[field.name] = [...set.querySelectorAll("input:checked")].map((box) => box.value);
      touched.add(path);
      react(path);
    });
    register(path, field.label, set, fault);
    return set;
  }

  function drawGroup(field, holder, path) {
    const { hint, fault } = describe(path, field);
    const set = make("fieldset", { class: "hb-maker-group", id: idOf(path), tabindex: "-1" }, make("legend", {}, field.label, field.required ? ` (${W.needed})` : ""), hint, fault,
      make("div", { class: "hb-maker-row" }, ...groups[field.below].map((inner) => drawField(inner, holder[field.name], path, field.label))));
    register(path, field.label, set, fault);
    return set;
  }

  /* A list of texts or groups, each with buttons to move and remove it. It is drawn anew when their number changes. */
  function drawList(field, holder, path) {
    const { hint, fault } = describe(path, field);
    const entries = make("ol", { class: "hb-maker-entries" });
    const add = make("button", { type: "button", class: "hb-button" }, fill(W.add, { name: field.entry }));
    const set = make("fieldset", { class: "hb-maker-list", id: idOf(path), tabindex: "-1", "aria-describedby": [hint && hint.id, fault.id].filter(Boolean).join(" ") },
      make("legend", {}, field.label, field.required ? ` (${W.needed})` : ""), hint, fault, entries, add);
    const list = holder[field.name];
    const nameOf = (place) => nameEntry(field, place);

    function redraw(focus) {
      for (const known of [...shown.keys()]) if (known.startsWith(`${path}.`)) shown.delete(known);
      entries.replaceChildren(...list.map((_, place) => drawEntry(place)));
      react(path);
      if (focus) focus();
    }
    function change(from, to, which) {
      list.splice(to, 0, list.splice(from, 1)[0]);
      redraw(() => {
        const buttons = entries.children[to].querySelectorAll(":scope > .hb-maker-moves > button");
        (buttons[which].disabled ? buttons[1 - which] : buttons[which]).focus();
      });
      say(fill(W.moved, { entry: nameOf(to) }));
    }
    function remove(place) {
      list.splice(place, 1);
      for (const known of [...touched]) if (known.startsWith(`${path}.`)) touched.delete(known);
      redraw(() => add.focus());
      say(fill(W.removed, { entry: nameOf(place) }));
    }
    function drawEntry(place) {
      const name = nameOf(place);
      const button = (text, press, off) => make("button", { type: "button", "aria-label": fill(W.about, { action: text, entry: name }), disabled: off, onclick: press }, text);
      const moves = make("div", { class: "hb-maker-moves" },
        button(W.up, () => change(place, place - 1, 0), place === 0),
        button(W.down, () => change(place, place + 1, 1), place === list.length - 1),
        button(W.remove, () => remove(place)));
      const inside = isGroup(field) ? drawInside(field, list[place], `${path}.${place}`, name) : drawText({ ...field, hint: "", required: true }, list, place, `${path}.${place}`, name);
      return make("li", {}, inside, moves);
    }
    add.addEventListener("click", () => {
      list.push(blankEntry(field));
      redraw(() => entries.lastElementChild.querySelector("input, select, textarea").focus());
      say(fill(W.added, { entry: nameOf(list.length - 1) }));
    });
    register(path, field.label, set, fault);
    entries.append(...list.map((_, place) => drawEntry(place)));
    return set;
  }

  /* A group for each slot of the format that is chosen. It is drawn anew when another is. */
  function drawSlots(field, holder, path) {
    const { hint, fault } = describe(path, field);
    const inside = make("div", {});
    const set = make("fieldset", { class: "hb-maker-list", id: idOf(path), tabindex: "-1", "aria-describedby": [hint && hint.id, fault.id].filter(Boolean).join(" ") },
      make("legend", {}, field.label), hint, fault, inside);
    const { open } = rules.slots;

    function drawSlot(phase) {
      const filled = (holder[field.name][phase.id] ||= model.blank(groups[field.below]));
      const needed = phase.slot === open;
      const title = model.labelOf(byName(groups[field.below], "exercise"), phase.slot);
      const told = fill(needed ? W.slot_open : W.slot_held, { minutes: phase.minutes, title });
      const fields = groups[field.below].map((inner) => drawField({ ...inner, required: inner.required && needed }, filled, `${path}.${phase.id}`, phase.title));
      return make("fieldset", { class: "hb-maker-entry" }, make("legend", {}, phase.title), make("p", { class: "hb-maker-hint" }, told), ...(needed ? fields : [make("details", { open: !isEmpty(filled) }, make("summary", {}, W.slot_change), ...fields)]));
    }
    function redraw() {
      for (const known of [...shown.keys()]) if (known.startsWith(`${path}.`)) shown.delete(known);
      const slots = model.listSlots();
      inside.replaceChildren(...(slots.length ? slots.map(drawSlot) : [make("p", { class: "hb-maker-hint" }, model.state.format ? W.no_slots : W.no_format)]));
    }
    register(path, field.label, set, fault);
    followers.set("format", redraw);
    redraw();
    return set;
  }

  function drawInside(field, value, path, name) {
    const inner = groups[field.below];
    const needed = inner.filter((one) => one.required);
    const first = needed.length ? needed : inner;
    const rest = inner.filter((one) => !first.includes(one));
    const more = rest.length ? make("details", { open: rest.some((one) => !isEmpty(value[one.name])) }, make("summary", {}, W.more), ...rest.map((one) => drawField(one, value, path, name))) : null;
    return make("fieldset", { class: "hb-maker-entry" }, make("legend", {}, name), ...first.map((one) => drawField(one, value, path, name)), more);
  }

  /* ---- What stands beside the form ---- */

  const drawPage = globalThis.handbookFormPreview(model, make);
  const status = make("p", { class: "hb-maker-status", role: "status" });
  const minutes = make("p", { class: "hb-maker-minutes" });
  const problemList = make("div", { class: "hb-maker-problems" });
  const preview = make("div", { class: "hb-maker-preview" });
  const gauges = make("div", { class: "hb-maker-gauges" });
  const output = make("code", {});
  const outputBox = make("pre", { class: "hb-code", tabindex: "0", role: "group", "aria-label": W.file }, output);
  const place = make("p", {});
  const opener = make("a", { class: "hb-button", target: "_blank", rel: "noopener noreferrer" }, W.open);

  function say(text) {
    status.textContent = text;
  }

  function react(path) {
    if (path && !model.keep()) say(W.not_kept);
    showProblems();
    minutes.textContent = model.tellMinutes();
    output.textContent = writeFile();
    place.textContent = fill(W.file_at, { path: `${folder()}/${fileName()}` });
    if (file.open) opener.href = openAddress();
    preview.replaceChildren(...drawPage());
    if (rules.card) gauges.replaceChildren(...drawGauge(W.front, rules.card.front), ...drawGauge(W.back, rules.card.back));
    if (rules.year) showYear();
  }

  function showProblems() {
    const found = findProblems();
    for (const [path, { control, fault }] of shown) {
      const text = (showsAll || touched.has(path) || [...touched].some((one) => one.startsWith(`${path}.`))) && found.get(path) || "";
      fault.hidden = !text;
      if (fault.textContent !== text) fault.textContent = text;
      if (text) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
    const rows = [...found].map(([path, text]) => {
      const { label, control } = shown.get(path);
      const link = make("a", { href: `#${idOf(path)}` }, text.includes(label) ? text : fill(W.problem, { name: label, problem: text }));
      link.addEventListener("click", (event) => {
        event.preventDefault();
        for (let up = control.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
        control.focus();
        control.scrollIntoView({ block: "center" });
      });
      return make("li", {}, link);
    });
    problemList.replaceChildren(rows.length ? make("ul", {}, ...rows) : make("p", {}, W.no_problems));
  }

  function drawGauge(text, side) {
    const length = measure(side);
    const over = length > side.most;
    return [
      make("p", {}, fill(text, { length, most: side.most }), over ? ` ${W.over}` : ""),
      make("meter", { min: "0", max: String(Math.max(side.most * 1.25, length, 1)), high: String(side.most), optimum: "0", value: String(length), "aria-label": fill(text, { length, most: side.most }) }),
    ];
  }

  function openAddress() {
    const values = { folder: folder(), name: encodeURIComponent(fileName()), text: encodeURIComponent(writeFile()) };
    const whole = fill(file.open, values);
    return whole.length > LONGEST_ADDRESS ? fill(file.open, { ...values, text: "" }) : whole;
  }

  const carriesText = () => file.open.includes("{text}") && fill(file.open, { folder: folder(), name: fileName(), text: encodeURIComponent(writeFile()) }).length <= LONGEST_ADDRESS;

  /* ---- Taking it along ---- */

  async function copy(text = writeFile(), shownIn = output) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      getSelection().selectAllChildren(shownIn);
      try { return document.execCommand("copy"); } catch { return false; }
    }
  }

  function revealProblems() {
    showsAll = true;
    showProblems();
  }

  async function pressCopy() {
    revealProblems();
    say(await copy() ? W.copied : W.not_copied);
  }

  function pressSave() {
    revealProblems();
    const address = URL.createObjectURL(new Blob([writeFile()], { type: "application/yaml" }));
    make("a", { href: address, download: fileName() }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    say(fill(W.saved, { name: fileName(), path: `${folder()}/${fileName()}` }));
  }

  async function pressOpen() {
    revealProblems();
    if (!carriesText()) say(await copy() ? W.open_pasted : W.not_copied);
  }

  function pressClear() {
    if (!confirm(W.clear_sure)) return;
    model.clear();
    touched.clear();
    showsAll = false;
    draw();
    say(W.cleared);
    root.querySelector("input").focus();
  }

  /* ---- The place in the year ---- */

  const behind = make("select", { id: "hb-maker-year-after", "aria-describedby": "hb-maker-year-fault" });
  const yearFault = make("p", { class: "hb-maker-fault", id: "hb-maker-year-fault", hidden: true });
  const yearLines = make("code", {});
  const yearBox = make("pre", { class: "hb-code", tabindex: "0", role: "group", "aria-label": W.year }, yearLines);
  const yearCopy = make("button", { type: "button", class: "hb-button", onclick: pressYearCopy }, W.year_copy);

  function drawYear() {
    const places = rules.year.parts.flatMap((part, at) => part.sessions.map(([, title], number) => [`${at}.${number}`, title, part.title]));
    behind.replaceChildren(...drawChoices(places));
    behind.value = places[places.length - 1][0];
    behind.onchange = showYear;
    return [make("p", {}, fill(W.year_lead, { path: rules.year.file })), make("div", { class: "hb-maker-field" }, make("label", { for: behind.id }, W.year_after), behind, yearFault), yearBox, make("div", { class: "hb-buttons" }, yearCopy)];
  }

  function showYear() {
    const [part, place] = behind.value.split(".").map(Number);
    yearLines.textContent = model.writeYear(part, place);
    yearFault.textContent = model.findTooEarly(part, place);
    yearFault.hidden = !yearFault.textContent;
  }

  async function pressYearCopy() {
    say(await copy(yearLines.textContent, yearLines) ? W.copied : W.not_copied);
  }

  /* The file's name follows the title until one is written. */
  function suggestName(form) {
    const [title, name] = ["title", "id"].map((path) => form.querySelector(`#${idOf(path)}`));
    let follows = !model.state.id || model.state.id === likeId(model.state.title);
    name.addEventListener("input", () => { follows = !name.value; });
    title.addEventListener("input", () => {
      if (!follows) return;
      name.value = title.value.trim() ? likeId(title.value) : "";
      model.state.id = name.value;
      react("id");
    });
  }

  function draw() {
    shown = new Map();
    const fields = own.map((field) => {
      const drawn = drawField(field, model.state, "", "");
      if (field.keyed || (rules.steps && field.name === rules.steps.list)) drawn.append(minutes);
      return drawn;
    });
    const form = make("form", { novalidate: true, autocomplete: "off", onsubmit: (event) => event.preventDefault() }, ...fields);
    const button = (text, press, main) => make("button", { type: "button", class: main ? "hb-button hb-button-main" : "hb-button", onclick: press }, text);
    opener.onclick = pressOpen;
    const section = (name, title, ...inside) => make("section", { "aria-labelledby": `hb-maker-${name}-title` }, make("h2", { id: `hb-maker-${name}-title` }, title), ...inside);
    root.replaceChildren(form,
      section("problems", W.problems_title, problemList),
      rules.card ? section("card", W.card, gauges) : "",
      section("file", W.file, place, outputBox,
        make("div", { class: "hb-buttons" }, button(W.copy, pressCopy, true), button(W.download, pressSave), file.open ? opener : "", button(W.clear, pressClear)), status),
      rules.year ? section("year", W.year, ...drawYear()) : "",
      section("preview", W.preview, preview));
    suggestName(form);
    react("");
  }

  draw();
  root.hidden = false;
  document.querySelector(".hb-no-script").hidden = true;
})();
