/*
 * The form in which an exercise is written: made from the value that its page carries, which the generator reads off
 * its own types. Gives a file that `handbook check` reads, and shows the page as it will be.
 *
 * Keeps what is written on this device until it is cleared. Sends nothing; only the link to the hosting site carries
 * the text there, when it is followed. Text of the user's is only ever set as text, never as markup.
 */
(() => {
  "use strict";
  const KEY = "handbook-exercise";
  const LONGEST_ADDRESS = 7000;
  const root = document.querySelector(".hb-maker");
  if (!root) return;
  const { top, groups, exercises, lastOf, rules, id: ids, card, file, words } = JSON.parse(root.dataset.form);
  const own = groups[top];
  const W = words.script;

  /* ---- Values: text, lists and groups, as the form holds them ---- */

  const isGroup = (field) => field.kind === "group";
  const isTicked = (field) => field.many && field.choices && !isGroup(field);
  const byName = (fields, name) => fields.find((field) => field.name === name);

  function blank(fields) {
    return Object.fromEntries(fields.map((field) => [field.name, blankField(field)]));
  }

  function blankEntry(field) {
    return isGroup(field) ? blank(groups[field.below]) : "";
  }

  function blankField(field) {
    if (!field.many) return blankEntry(field);
    return Array.from({ length: isTicked(field) ? 0 : field.fewest || 0 }, () => blankEntry(field));
  }

  /* What was kept, in the shape that the fields have now. */
  function fit(fields, kept) {
    const made = blank(fields);
    if (!kept || typeof kept !== "object") return made;
    for (const field of fields) {
      const value = kept[field.name];
      const fitted = (one) => (isGroup(field) ? fit(groups[field.below], one) : typeof one === "string" ? one : "");
      if (field.many ? Array.isArray(value) : value !== undefined) made[field.name] = field.many ? value.map(fitted) : fitted(value);
    }
    return made;
  }

  function isEmpty(value) {
    if (typeof value === "string") return !value.trim();
    return Object.values(value).every(isEmpty);
  }

  function recall() {
    try { return fit(own, JSON.parse(localStorage.getItem(KEY))); } catch { return blank(own); }
  }

  function keep() {
    try { localStorage.setItem(KEY, JSON.stringify(state)); } catch { say(W.not_kept); }
  }

  let state = recall();

  /* ---- Words ---- */

  function fill(text, values = {}) {
    return text.replace(/\{([a-z_]+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
  }

  const nameEntry = (field, place) => fill(W.entry, { name: field.entry, number: place + 1 });
  const namePart = (whole, name) => (whole ? fill(W.part, { whole, name }) : name);
  const problem = (name, values) => fill(words.problems[name], values);
  const begin = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);
  const shorten = (text) => ([...text].length > 40 ? `${[...text].slice(0, 40).join("")}…` : text);
  const number = (text) => (/^-?[0-9]{1,9}$/.test(text.trim()) ? Number(text) : null);

  function labelOf(field, value) {
    const found = (field.choices || []).find(([choice]) => choice === value);
    return found ? found[1] : value;
  }

  function likeId(text) {
    const spelt = [...text.toLowerCase()].map((letter) => ids.spelt[letter] || letter).join("");
    const plain = (spelt.normalize("NFKD").replace(/\p{M}/gu, "").match(/[a-z0-9]+/g) || []).join("-");
    return text.includes("/") || oddId(plain) ? ids.example : plain;
  }

  function oddId(text) {
    if (!new RegExp(`^(?:${ids.form})$`).test(text)) return words.problems.odd_letters;
    if (ids.reserved.includes(text)) return words.problems.reserved;
    return text.length > ids.most ? problem("long_id", { most: ids.most }) : "";
  }

  /* ---- Problems: by the path of the field, in the words of the check ---- */

  function findProblems() {
    const found = new Map();
    const note = (path, text) => { if (!found.has(path)) found.set(path, begin(text)); };
    own.forEach((field) => judgeField(field, state[field.name], field.name, field.label, note));
    judgeWhole(note);
    return found;
  }

  function judgeField(field, value, path, label, note) {
    if (!field.many) return judgeEntry(field, value, path, label, field.required, note);
    if (!isTicked(field) && value.length < (field.fewest || 0)) note(path, problem("too_few"));
    else if (field.required && !value.length) note(path, problem("missing", { name: label }));
    if (!isTicked(field)) value.forEach((one, place) => judgeEntry(field, one, `${path}.${place}`, nameEntry(field, place), true, note));
    return undefined;
  }

  function judgeEntry(field, value, path, label, required, note) {
    if (isGroup(field)) {
      if (required || !isEmpty(value)) groups[field.below].forEach((inner) => judgeField(inner, value[inner.name], `${path}.${inner.name}`, namePart(label, inner.label), note));
    } else if (isEmpty(value)) {
      if (required) note(path, problem("missing", { name: label }));
    } else {
      judgeText(field, value, (text) => note(path, text));
    }
  }

  function judgeText(field, value, note) {
    const text = value.trim();
    const length = [...text].length;
    if (field.longest && length > field.longest) note(problem("too_long", { length, most: field.longest }));
    if (field.kind === "number") {
      const found = number(text);
      if (found === null) note(problem("not_a_number", { value: shorten(text) }));
      else if (field.least !== undefined && found < field.least) note(problem("too_small", { value: found, least: field.least }));
      else if (field.most !== undefined && found > field.most) note(problem("too_large", { value: found, most: field.most }));
    }
    if (field.kind === "id" && !field.choices && oddId(text)) note(problem("odd_id", { value: shorten(text), reason: oddId(text), example: likeId(text) }));
  }

  function judgeWhole(note) {
    for (const name of ["minutes", "people"]) {
      const [min, max] = [number(state[name].min), number(state[name].max)];
      if (min !== null && max !== null && min > max) note(`${name}.min`, problem("range", { min, max }));
    }
    const [total, most] = [countMinutes(), number(state.minutes.max)];
    if (most !== null && total > most) note("steps", problem("steps_too_long", { total, most }));
    state.cautions.forEach((one, place) => {
      if (isEmpty(one.line) === isEmpty(one.words)) note(`cautions.${place}.words`, problem("caution"));
    });
    judgeDepth(note);
    const other = exercises[state.id.trim()];
    if (other) note("id", problem("taken", { file: other.file }));
    const last = lastOf[state.family];
    if (last && last !== state.then && last !== state.id.trim()) note("then", problem("not_left", { family: state.family, last }));
  }

  function judgeDepth(note) {
    const intensity = number(state.intensity);
    if (intensity >= rules.stirring && !state.cautions.length) note("cautions", problem("no_cautions", { intensity }));
    if (intensity !== rules.deep) return;
    const gentler = exercises[state.gentler];
    if (!gentler) note("gentler", problem("no_gentler"));
    else if (gentler.intensity >= intensity) note("gentler", problem("not_gentler", { id: state.gentler, intensity: gentler.intensity }));
    if (number(state.not_before) === null || number(state.not_before) < rules.first) note("not_before", problem("too_early", { first: rules.first }));
  }

  function countMinutes() {
    return state.steps.reduce((sum, step) => sum + (number(step.minutes) || 0), 0);
  }

  function countLetters(field, value) {
    if (Array.isArray(value)) return value.reduce((sum, one) => sum + countLetters(field, one), 0);
    if (isGroup(field)) return groups[field.below].reduce((sum, inner) => sum + countLetters(inner, value[inner.name]), 0);
    if (field.kind === "line" || field.kind === "prose") return [...value.trim()].length;
    return field.name === "line" && value ? [...labelOf(field, value)].length : 0;
  }

  function measure(side) {
    return side.fields.reduce((sum, name) => {
      const which = name === "steps" && !state.card_steps.every(isEmpty) ? "card_steps" : name;
      return sum + countLetters(byName(own, which), state[which]);
    }, 0);
  }

  /* ---- The file ---- */

  // what YAML does not take as it is
  const ODD = /[\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/u;
  const ODD_EACH = new RegExp(ODD.source, "gu");
  const PLAIN = /^(?:-?[0-9]{1,9}|[a-z0-9]+(?:-[a-z0-9]+)*)$/;

  function quote(text) {
    return JSON.stringify(text).replace(ODD_EACH, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
  }

  function writeText(field, value, indent) {
    if (field.kind !== "prose") {
      const text = value.trim();
      return field.kind !== "line" && PLAIN.test(text) ? text : quote(text);
    }
    const inBlock = !ODD.test(value) && !/[ \t](?:\n|$)|\n$|^\n|[\u0000-\u0009\u000b-\u001f]/.test(value) && !/^\s/.test(value);
    if (!inBlock) return quote(value);
    return `|-\n${value.split("\n").map((line) => (line ? indent + line : "")).join("\n")}`;
  }

  function writeEntry(field, value, indent) {
    if (!isGroup(field)) return `${indent}- ${writeText(field, value, `${indent}  `)}\n`;
    return `${indent}- ${writeFields(groups[field.below], value, `${indent}  `).slice(indent.length + 2)}`;
  }

  function writeFields(fields, value, indent) {
    return fields.filter((field) => !field.given).map((field) => {
      const inner = value[field.name];
      if (field.many) {
        const entries = inner.filter((one) => !isEmpty(one));
        if (!entries.length) return "";
        return `${indent}${field.name}:\n${entries.map((one) => writeEntry(field, one, `${indent}  `)).join("")}`;
      }
      if (isEmpty(inner)) return "";
      if (isGroup(field)) return `${indent}${field.name}:\n${writeFields(groups[field.below], inner, `${indent}  `)}`;
      return `${indent}${field.name}: ${writeText(field, inner, `${indent}  `)}\n`;
    }).join("");
  }

  function writeFile() {
    const text = writeFields(own, state, "");
    return text && `${file.first}\n${text}`;
  }
  const fileName = () => `${state.id.trim() || ids.example}${file.ending}`;
  const folder = () => `${file.folder}/${state.family || own.find((field) => field.name === "family").choices[0][0]}`;

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
    if (isTicked(field)) return drawTicks(field, holder, path);
    if (field.many) return drawList(field, holder, path);
    return isGroup(field) ? drawGroup(field, holder, path) : drawText(field, holder, field.name, path, field.label, namePart(within, field.label));
  }

  function drawText(field, holder, key, path, label, name = label) {
    const { hint, fault } = describe(path, field);
    const described = [hint && hint.id, fault.id].filter(Boolean).join(" ");
    const common = { id: idOf(path), "aria-describedby": described, "aria-required": field.required ? "true" : "" };
    let control;
    if (field.choices) {
      control = make("select", common, make("option", { value: "" }, field.required ? W.choose : W.none), ...field.choices.map(([value, text]) => make("option", { value }, text)));
    } else if (field.kind === "prose") {
      control = make("textarea", { ...common, rows: "3", dir: "auto" });
    } else {
      control = make("input", { ...common, type: "text", dir: field.kind === "line" ? "auto" : "", inputmode: field.kind === "number" ? "numeric" : "", autocomplete: "off" });
    }
    control.value = holder[key];
    control.addEventListener("input", () => { holder[key] = control.value; react(path); });
    control.addEventListener("change", () => { touched.add(path); showProblems(); });
    register(path, name, control, fault);
    const needed = field.required ? make("span", { class: "hb-maker-needed" }, ` (${W.needed})`) : null;
    return make("div", { class: "hb-maker-field" }, make("label", { for: idOf(path) }, label, needed), hint, control, fault);
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

  function drawInside(field, value, path, name) {
    const inner = groups[field.below];
    const needed = inner.filter((one) => one.required);
    const first = needed.length ? needed : inner;
    const rest = inner.filter((one) => !first.includes(one));
    const more = rest.length ? make("details", { open: rest.some((one) => !isEmpty(value[one.name])) }, make("summary", {}, W.more), ...rest.map((one) => drawField(one, value, path, name))) : null;
    return make("fieldset", { class: "hb-maker-entry" }, make("legend", {}, name), ...first.map((one) => drawField(one, value, path, name)), more);
  }

  /* ---- What stands beside the form ---- */

  const status = make("p", { class: "hb-maker-status", role: "status" });
  const minutes = make("p", { class: "hb-maker-minutes" });
  const problemList = make("div", { class: "hb-maker-problems" });
  const preview = make("div", { class: "hb-maker-preview" });
  const gauges = make("div", { class: "hb-maker-gauges" });
  const output = make("code", {});
  const outputBox = make("pre", { class: "hb-code", tabindex: "0", "aria-label": W.file }, output);
  const place = make("p", {});
  const opener = make("a", { class: "hb-button", target: "_blank", rel: "noopener noreferrer" }, W.open);

  function say(text) {
    status.textContent = text;
  }

  function react(path) {
    if (path) keep();
    showProblems();
    const [total, min, max] = [countMinutes(), number(state.minutes.min), number(state.minutes.max)];
    minutes.textContent = min === null || max === null ? fill(W.total_alone, { total }) : fill(W.total, { total, min, max, left: Math.max(0, max - total) });
    output.textContent = writeFile();
    place.textContent = fill(W.file_at, { path: `${folder()}/${fileName()}` });
    if (file.open) opener.href = openAddress();
    preview.replaceChildren(...drawPage());
    gauges.replaceChildren(...drawGauge(W.front, card.front), ...drawGauge(W.back, card.back));
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
      const { label, control } = shown.get(path) || { label: path };
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

  /* ---- The page as it will be ---- */

  function drawInline(text) {
    return text.split(/(\*\*[^*]+\*\*|\*[^*]+\*|\[[^\]]+\]\([^)]+\))/).filter(Boolean).map((part) => {
      if (/^\*\*.+\*\*$/.test(part)) return make("strong", {}, part.slice(2, -2));
      if (/^\*.+\*$/.test(part)) return make("em", {}, part.slice(1, -1));
      if (/^\[.+\]\(.+\)$/.test(part)) return make("u", {}, part.slice(1, part.indexOf("](")));
      return part;
    });
  }

  function drawProse(text) {
    return text.split(/\n\s*\n/).filter((block) => block.trim()).map((block) => {
      const lines = block.split("\n").filter((line) => line.trim());
      const mark = [["ul", /^\s*[-*]\s+/], ["ol", /^\s*[0-9]+[.)]\s+/]].find(([, form]) => lines.every((line) => form.test(line)));
      if (mark) return make(mark[0], {}, ...lines.map((line) => make("li", {}, ...drawInline(line.replace(mark[1], "")))));
      return make("p", { dir: "auto" }, ...drawInline(lines.join(" ")));
    });
  }

  function drawPage() {
    const P = words.page;
    const part = (title, ...inside) => (inside.length ? [make("h3", {}, title), ...inside] : []);
    const bullets = (items) => (items.length ? [make("ul", {}, ...items.map((item) => make("li", {}, ...item)))] : []);
    const prose = (texts) => bullets(texts.filter((text) => !isEmpty(text)).map(drawProse));
    const chosen = (group, name, value) => labelOf(byName(groups[group], name), value);
    const span = (value) => [value.min, value.max].map((one) => one.trim()).filter(Boolean).join("–");
    const fact = (name, value) => (value ? [make("li", {}, make("span", { class: "hb-fact-name" }, name), " ", value)] : []);
    const cautions = prose(state.cautions.map((one) => (one.line ? chosen("Caution", "line", one.line) : one.words)));
    const materials = state.materials.filter((one) => one.item.trim()).map((one) => [`${one.item.trim()}${one.per ? ` (${chosen("Material", "per", one.per)})` : ""}`]);
    const named = (key, title) => (state[key] ? [make("p", {}, make("strong", {}, title), " ", labelOf(byName(own, key), state[key]))] : []);
    const steps = state.steps.filter((one) => !isEmpty(one)).map((one) => make("div", { class: "hb-step", role: "listitem" },
      make("p", { class: "hb-step-head" }, make("span", { class: "hb-minutes" }, one.minutes.trim()), one.who.trim() ? make("span", { class: "hb-who" }, ` ${one.who.trim()}`) : ""),
      ...drawProse(one.do), isEmpty(one.say) ? "" : make("div", { class: "hb-say" }, ...drawProse(one.say)),
      isEmpty(one.rule) ? "" : make("p", { class: "hb-rule" }, make("span", { class: "hb-label" }, P.label_rule), " ", ...drawInline(one.rule.trim()))));
    return [
      make("p", { class: "hb-maker-title", dir: "auto" }, state.title.trim()),
      make("p", { class: "hb-lead", dir: "auto" }, state.one_line.trim()),
      make("ul", { class: "hb-facts" }, ...fact(P.minutes, span(state.minutes)), ...fact(P.people, span(state.people)), ...fact(P.intensity, labelOf(byName(own, "intensity"), state.intensity))),
      ...(cautions.length ? [make("div", { class: "hb-cautions" }, make("h3", {}, P.label_cautions), ...cautions)] : []),
      ...named("gentler", P.label_gentler),
      ...part(P.aim, ...drawProse(state.aim)),
      ...part(P.materials, ...bullets(materials), ...(isEmpty(state.space) ? [] : [make("p", {}, `${P.space} ${state.space.trim()}`)])),
      ...part(P.invitation, ...(isEmpty(state.say) ? [] : [make("div", { class: "hb-say" }, ...drawProse(state.say))])),
      ...(isEmpty(state.opt_out) ? [] : [make("div", { class: "hb-optout" }, make("p", {}, make("strong", {}, P.label_opt_out)), ...drawProse(state.opt_out))]),
      ...part(P.steps, ...(steps.length ? [make("div", { class: "hb-steps", role: "list" }, ...steps)] : [])),
      ...named("then", P.label_then),
      ...part(P.label_debrief, ...prose(state.debrief)),
      ...part(P.variations, ...prose(state.variations)),
      ...part(P.remote, ...drawProse(state.remote)),
    ];
  }

  /* ---- Taking it along ---- */

  async function copy() {
    try {
      await navigator.clipboard.writeText(writeFile());
      return true;
    } catch {
      getSelection().selectAllChildren(output);
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
    state = blank(own);
    touched.clear();
    showsAll = false;
    try { localStorage.removeItem(KEY); } catch { /* nothing was kept */ }
    draw();
    say(W.cleared);
    root.querySelector("input").focus();
  }

  /* The file's name follows the title until one is written. */
  function suggestName(form) {
    const [title, name] = ["title", "id"].map((path) => form.querySelector(`#${idOf(path)}`));
    let follows = !state.id || state.id === likeId(state.title);
    name.addEventListener("input", () => { follows = !name.value; });
    title.addEventListener("input", () => {
      if (!follows) return;
      name.value = title.value.trim() ? likeId(title.value) : "";
      state.id = name.value;
      react("id");
    });
  }

  function draw() {
    shown = new Map();
    const fields = own.map((field) => {
      const drawn = drawField(field, state, "", "");
      if (field.name === "steps") drawn.append(minutes);
      return drawn;
    });
    const form = make("form", { novalidate: true, autocomplete: "off", onsubmit: (event) => event.preventDefault() }, ...fields);
    const button = (text, press, main) => make("button", { type: "button", class: main ? "hb-button hb-button-main" : "hb-button", onclick: press }, text);
    opener.onclick = pressOpen;
    root.replaceChildren(form,
      make("section", { "aria-labelledby": "hb-maker-problems-title" }, make("h2", { id: "hb-maker-problems-title" }, W.problems_title), problemList),
      make("section", { "aria-labelledby": "hb-maker-card-title" }, make("h2", { id: "hb-maker-card-title" }, W.card), gauges),
      make("section", { "aria-labelledby": "hb-maker-file-title" }, make("h2", { id: "hb-maker-file-title" }, W.file), place, outputBox,
        make("div", { class: "hb-buttons" }, button(W.copy, pressCopy, true), button(W.download, pressSave), file.open ? opener : "", button(W.clear, pressClear)), status),
      make("section", { "aria-labelledby": "hb-maker-preview-title" }, make("h2", { id: "hb-maker-preview-title" }, W.preview), preview));
    suggestName(form);
    react("");
  }

  draw();
  root.hidden = false;
  document.querySelector(".hb-no-script").hidden = true;
})();
