/*
 * The page of an exercise, a theme or a session as it will be, drawn from what is written in its form. Text is only ever
 * set as text, never as markup.
 */
globalThis.handbookFormPreview = (model, make) => {
  "use strict";
  const { groups, own, words, isEmpty, byName, labelOf, fill } = model;
  const P = words.page;
  const state = () => model.state;
  const part = (title, ...inside) => (inside.length ? [make("h3", {}, title), ...inside] : []);
  const bullets = (items) => (items.length ? [make("ul", {}, ...items.map((item) => make("li", {}, ...item)))] : []);
  const prose = (texts) => bullets(texts.filter((text) => !isEmpty(text)).map(drawProse));
  const fact = (name, value) => (value ? [make("li", {}, make("span", { class: "hb-fact-name" }, name), " ", value)] : []);
  const choice = (key) => labelOf(byName(own, key), state()[key]);
  const aloud = (text) => (isEmpty(text) ? [] : [make("div", { class: "hb-say" }, ...drawProse(text))]);
  const title = () => make("p", { class: "hb-maker-title", dir: "auto" }, state().title.trim());
  const lead = (text) => make("p", { class: "hb-lead", dir: "auto" }, ...drawInline(text.trim()));
  const named = (key) => bullets(state()[key].filter(Boolean).map((id) => [labelOf(byName(own, key), id)]));

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

  function drawExercise() {
    const chosen = (group, name, value) => labelOf(byName(groups[group], name), value);
    const span = (value) => [value.min, value.max].map((one) => one.trim()).filter(Boolean).join("–");
    const cautions = prose(state().cautions.map((one) => (one.line ? chosen("Caution", "line", one.line) : one.words)));
    const materials = state().materials.filter((one) => one.item.trim()).map((one) => [`${one.item.trim()}${one.per ? ` (${chosen("Material", "per", one.per)})` : ""}`]);
    const neighbour = (key, title) => (state()[key] ? [make("p", {}, make("strong", {}, title), " ", labelOf(byName(own, key), state()[key]))] : []);
    const steps = state().steps.filter((one) => !isEmpty(one)).map((one) => make("div", { class: "hb-step", role: "listitem" },
      make("p", { class: "hb-step-head" }, make("span", { class: "hb-minutes" }, one.minutes.trim()), one.who.trim() ? make("span", { class: "hb-who" }, ` ${one.who.trim()}`) : ""),
      ...drawProse(one.do), ...aloud(one.say),
      isEmpty(one.rule) ? "" : make("p", { class: "hb-rule" }, make("span", { class: "hb-label" }, P["label.rule"]), " ", ...drawInline(one.rule.trim()))));
    return [
      title(),
      make("p", { class: "hb-lead", dir: "auto" }, state().one_line.trim()),
      make("ul", { class: "hb-facts" }, ...fact(P["exercise.minutes"], span(state().minutes)), ...fact(P["exercise.people"], span(state().people)), ...fact(P["exercise.intensity"], choice("intensity"))),
      ...(cautions.length ? [make("div", { class: "hb-cautions" }, make("h3", {}, P["label.cautions"]), ...cautions)] : []),
      ...neighbour("gentler", P["label.gentler"]),
      ...part(P["exercise.aim"], ...drawProse(state().aim)),
      ...part(P["exercise.materials"], ...bullets(materials), ...(isEmpty(state().space) ? [] : [make("p", {}, `${P["exercise.space"]} ${state().space.trim()}`)])),
      ...part(P["exercise.invitation"], ...aloud(state().say)),
      ...(isEmpty(state().opt_out) ? [] : [make("div", { class: "hb-optout" }, make("p", {}, make("strong", {}, P["label.opt_out"])), ...drawProse(state().opt_out))]),
      ...part(P["exercise.steps"], ...(steps.length ? [make("div", { class: "hb-steps", role: "list" }, ...steps)] : [])),
      ...neighbour("then", P["label.then"]),
      ...part(P["label.debrief"], ...prose(state().debrief)),
      ...part(P["exercise.variations"], ...prose(state().variations)),
      ...part(P["exercise.remote"], ...drawProse(state().remote)),
    ];
  }

  function drawTheme() {
    return [
      title(), lead(state().one_line),
      make("ul", { class: "hb-facts" }, ...fact(P["theme.area"], choice("worklife"))),
      ...drawProse(state().about),
      ...part(P["theme.shows_as"], ...prose(state().shows_as)),
      ...part(P["theme.questions"], ...prose(state().questions)),
      ...part(P["theme.exercises"], ...named("exercises")),
    ];
  }

  const tellClock = (minutes) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

  function drawAgenda() {
    const row = (tag, cells) => make("tr", {}, ...cells.map((cell) => make(tag, tag === "th" ? { scope: "col" } : {}, cell)));
    let clock = 0;
    const rows = model.listPhases().map((phase) => {
      const begins = tellClock(clock);
      clock += model.minutesOf(phase);
      const held = phase.slot ? labelOf(byName(groups.SlotFill, "exercise"), model.heldBy(phase)) : "";
      const what = held && ![phase.title, model.rules.slots.open].includes(held) ? `${phase.title}: ${held}` : phase.title;
      return row("td", [begins, what, fill(P["count.short_minutes"], { n: model.minutesOf(phase) })]);
    });
    if (!rows.length) return [];
    const head = make("thead", {}, row("th", [P["session.clock"], P["session.phase"], P["session.minutes"]]));
    const end = row("td", [tellClock(clock), P["session.end"], ""]);
    return [make("table", { class: "hb-maker-agenda" }, head, make("tbody", {}, ...rows, end))];
  }

  function drawNotes() {
    return model.listSlots().map((phase) => [phase, state().fill[phase.id]]).filter(([, one]) => one && !isEmpty(one.note))
      .flatMap(([phase, one]) => part(phase.title, ...drawProse(one.note)));
  }

  function drawSession() {
    const total = model.countMinutes();
    return [
      title(), lead(state().intention),
      make("ul", { class: "hb-facts" }, ...fact(P["session.length"], total ? fill(P["count.short_minutes"], { n: total }) : ""),
        ...fact(P["session.theme"], choice("theme")), ...fact(P["session.format"], choice("format"))),
      ...(state().fixed ? [make("p", {}, P["session.fixed"])] : []),
      ...part(P["session.agenda"], ...drawAgenda()),
      ...part(P["session.before"], ...drawProse(state().host_notes)),
      ...part(P["session.opening_words"], ...aloud(state().opening_words)),
      ...drawNotes(),
      ...part(P["session.closing_words"], ...aloud(state().closing_words)),
      ...part(P["session.hard"], ...drawProse(state().if_it_gets_hard)),
      ...part(P["session.carry_home"], ...drawProse(state().carry_home)),
      ...part(P["session.instead"], ...named("instead")),
    ];
  }

  return { exercise: drawExercise, theme: drawTheme, session: drawSession }[model.kind];
};
