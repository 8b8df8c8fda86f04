/*
 * What is written in a form, what is wrong with it, and the file that it makes: all without a page. The value that the
 * page carries, which the generator reads off its own types, says which fields there are and which rules hold.
 */
globalThis.handbookFormModel = (data) => {
  "use strict";
  const { kind, top, groups, things, rules, id: ids, file, words } = data;
  for (const field of Object.values(groups).flat()) if (field.things) field.choices = things[field.things];
  const own = groups[top];
  const W = words.script;
  const KEY = `handbook-${kind}`;

  /* ---- Values: text, lists, groups, and groups by the name of a slot ---- */

  const isGroup = (field) => field.kind === "group";
  const byName = (fields, name) => fields.find((field) => field.name === name);

  function blank(fields) {
    return Object.fromEntries(fields.map((field) => [field.name, blankField(field)]));
  }

  function blankEntry(field) {
    return isGroup(field) ? blank(groups[field.below]) : "";
  }

  function blankField(field) {
    if (field.keyed) return {};
    if (!field.many) return blankEntry(field);
    return Array.from({ length: field.ticked ? 0 : field.fewest || 0 }, () => blankEntry(field));
  }

  /* What was kept, in the shape that the fields have now. */
  function fit(fields, kept) {
    const made = blank(fields);
    if (!kept || typeof kept !== "object") return made;
    for (const field of fields) {
      const value = kept[field.name];
      if (field.keyed) {
        made[field.name] = Object.fromEntries(Object.entries(value || {}).map(([name, one]) => [name, fit(groups[field.below], one)]));
        continue;
      }
      const fitted = (one) => (isGroup(field) ? fit(groups[field.below], one) : typeof one === "string" ? one : "");
      if (field.many ? Array.isArray(value) : value !== undefined) made[field.name] = field.many ? value.map(fitted) : fitted(value);
    }
    return made;
  }

  function isEmpty(value) {
    if (typeof value === "string") return !value.trim();
    return Object.values(value).every(isEmpty);
  }

  /* What this device has kept; whether it keeps anything is told by `keep`. */
  function recall() {
    try { return fit(own, JSON.parse(localStorage.getItem(KEY))); } catch { return blank(own); }
  }

  function keep() {
    try { localStorage.setItem(KEY, JSON.stringify(state)); return true; } catch { return false; }
  }

  function clear() {
    state = blank(own);
    try { localStorage.removeItem(KEY); } catch { /* nothing was kept */ }
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
    for (const [name, judge] of Object.entries(JUDGES)) if (name in rules) judge(rules[name], note);
    return found;
  }

  function judgeField(field, value, path, label, note) {
    if (field.keyed) return listSlots().forEach((phase) => judgeEntry(field, fillOf(phase), `${path}.${phase.id}`, phase.title, false, note));
    if (!field.many) return judgeEntry(field, value, path, label, field.required, note);
    if (field.ticked) return field.required && !value.length ? note(path, problem("missing", { name: label })) : undefined;
    if (value.length < (field.fewest || 0)) note(path, problem("too_few"));
    else if (field.required && !value.length) note(path, problem("missing", { name: label }));
    value.forEach((one, place) => {
      judgeEntry(field, one, `${path}.${place}`, nameEntry(field, place), true, note);
      if (field.choices && one && value.indexOf(one) < place) note(`${path}.${place}`, problem("twice", { id: one }));
    });
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

  /* What holds between fields; the value of the page says which of these hold for its kind. */
  const JUDGES = {
    ranges(names, note) {
      for (const name of names) {
        const [min, max] = [number(state[name].min), number(state[name].max)];
        if (min !== null && max !== null && min > max) note(`${name}.min`, problem("range", { min, max }));
      }
    },
    steps({ list, within }, note) {
      const [total, most] = [countMinutes(), number(state[within].max)];
      if (most !== null && total > most) note(list, problem("steps_too_long", { total, most }));
    },
    either({ list, names: [one, other] }, note) {
      state[list].forEach((entry, place) => {
        if (isEmpty(entry[one]) === isEmpty(entry[other])) note(`${list}.${place}.${other}`, problem("caution"));
      });
    },
    depth({ stirring, deep, first, intensities }, note) {
      const intensity = number(state.intensity);
      if (intensity >= stirring && !state.cautions.length) note("cautions", problem("no_cautions", { intensity }));
      if (intensity !== deep) return;
      const gentler = intensities[state.gentler];
      if (!gentler) note("gentler", problem("no_gentler"));
      else if (gentler >= intensity) note("gentler", problem("not_gentler", { id: state.gentler, intensity: gentler }));
      if (number(state.not_before) === null || number(state.not_before) < first) note("not_before", problem("too_early", { first }));
    },
    lastOf(lasts, note) {
      const last = lasts[state.family];
      if (last && last !== state.then && last !== state.id.trim()) note("then", problem("not_left", { family: state.family, last }));
    },
    taken({ files, problem: name }, note) {
      const other = files[state.id.trim()];
      if (other) note("id", problem(name, { file: other }));
    },
    slots({ open, exercises }, note) {
      for (const phase of listPhases()) {
        const exercise = exercises[heldBy(phase)];
        if (phase.slot === open && isEmpty(fillOf(phase))) note(`fill.${phase.id}.exercise`, problem("not_filled", { slot: phase.id, format: state.format }));
        if (exercise && fillOf(phase).exercise) judgeMinutes(phase, exercise, note);
        if (exercise && exercise.then) judgeRoles(phase, exercise, note);
      }
    },
    ours(forms, note) {
      state.questionnaires.forEach(({ id, instead }, place) => {
        if (!instead) return;
        if (forms.includes(id)) note(`questionnaires.${place}.instead`, problem("instead_not_needed", { id }));
        else if (!forms.includes(instead)) note(`questionnaires.${place}.instead`, problem("instead_licensed", { id: instead }));
      });
    },
  };

  /* ---- The slots of an evening ---- */

  const listPhases = () => (rules.slots && rules.slots.formats[state.format]) || [];
  const listSlots = () => listPhases().filter((phase) => phase.slot);
  const fillOf = (phase) => completeFill(phase, state.fill[phase.id] || {});
  const heldBy = (phase) => fillOf(phase).exercise || phase.slot;
  const minutesOf = (phase) => number(fillOf(phase).minutes || "") ?? phase.minutes;
  const listLater = (phase) => listPhases().slice(listPhases().indexOf(phase) + 1);

  /* Whoever changes only the minutes of a slot, or says something of it, keeps the exercise that the format has there. */
  function completeFill(phase, filled) {
    const keeps = !isEmpty(filled) && isEmpty(filled.exercise) && phase.slot !== rules.slots.open;
    return keeps ? { ...filled, exercise: phase.slot } : filled;
  }

  /* Later phases that belong to an exercise count towards the least that it needs, not towards the most. */
  function judgeMinutes(phase, exercise, note) {
    const { min, max, steps, then } = exercise;
    const id = heldBy(phase);
    const minutes = minutesOf(phase);
    const following = listLater(phase).find((one) => then && one.slot === then);
    const later = listLater(phase).filter((one) => one.debriefs === phase.id).reduce((sum, one) => sum + one.minutes, following ? following.minutes : 0);
    const path = `fill.${phase.id}.${isEmpty(fillOf(phase).minutes || "") ? "exercise" : "minutes"}`;
    const here = later ? problem("misfit_later", { minutes, later }) : minutes;
    if (minutes > max || minutes + later < min) note(path, problem("misfit", { id, min, max, here }));
    else if (minutes < steps) note(path, problem("misfit_steps", { id, steps, here: minutes }));
  }

  function judgeRoles(phase, { then }, note) {
    const id = heldBy(phase);
    const path = fillOf(phase).exercise ? `fill.${phase.id}.exercise` : "format";
    const later = listLater(phase);
    const left = later.findIndex((one) => heldBy(one) === then);
    const asked = later.findIndex((one) => one.debriefs === phase.id);
    if (left < 0) note(path, problem("roles_not_left", { id, then }));
    else if (asked >= 0 && asked < left) note(path, problem("asked_in_role", { phase: later[asked].id, id, then }));
  }

  /* ---- Sums ---- */

  const addUp = (phases, count) => phases.reduce((sum, phase) => sum + count(phase), 0);

  function countMinutes() {
    if (rules.slots) return addUp(listPhases(), minutesOf);
    return rules.steps ? state[rules.steps.list].reduce((sum, step) => sum + (number(step.minutes) || 0), 0) : 0;
  }

  function tellMinutes() {
    const total = countMinutes();
    if (rules.slots) return state.format ? fill(W.evening, { total, usual: addUp(listPhases(), (phase) => phase.minutes) }) : "";
    if (!rules.steps) return "";
    const [min, max] = ["min", "max"].map((name) => number(state[rules.steps.within][name]));
    return min === null || max === null ? fill(W.total_alone, { total }) : fill(W.total, { total, min, max, left: Math.max(0, max - total) });
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
      if (field.keyed) return writeSlots(field, indent);
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

  function writeSlots(field, indent) {
    const rows = listSlots().filter((phase) => !isEmpty(fillOf(phase)))
      .map((phase) => `${indent}  ${phase.id}:\n${writeFields(groups[field.below], fillOf(phase), `${indent}    `)}`);
    return rows.length ? `${indent}${field.name}:\n${rows.join("")}` : "";
  }

  function writeFile() {
    const text = writeFields(own, state, "");
    return text && `${file.first}\n${text}`;
  }
  const fileName = () => `${state.id.trim() || ids.example}${file.ending}`;
  const folder = () => (file.within ? `${file.folder}/${state[file.within] || byName(own, file.within).choices[0][0]}` : file.folder);

  /* ---- The place in the year: behind the session at `place` of the part at `part` ---- */

  function writeYear(part, place) {
    const { id, sessions } = rules.year.parts[part];
    const listed = sessions.map(([session]) => session);
    listed.splice(place + 1, 0, state.id.trim() || ids.example);
    return `parts:\n  - id: ${id}\n    sessions:\n${listed.map((session) => `      - ${session}\n`).join("")}`;
  }

  function findTooEarly(part, place) {
    const before = rules.year.parts.slice(0, part).reduce((sum, one) => sum + one.sessions.length, 0) + place + 2;
    const early = listPhases().map(heldBy).find((id) => rules.slots.exercises[id] && rules.slots.exercises[id].first > before);
    return early ? begin(problem("year_early", { id: early, first: rules.slots.exercises[early].first, number: before })) : "";
  }

  return {
    kind, groups, own, rules, file, words, W, get state() { return state; },
    isGroup, isEmpty, blank, blankEntry, byName, keep, clear, fill, nameEntry, namePart, labelOf, likeId, number,
    findProblems, listPhases, listSlots, heldBy, minutesOf, countMinutes, tellMinutes, measure, writeFile, fileName, folder, writeYear, findTooEarly,
  };
};
