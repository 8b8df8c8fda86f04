/*
 * Adds up the numbers that a member has circled, as the score sheet on paper does, and draws the change since an earlier
 * sheet. Sends nothing and keeps nothing: what was typed is gone with the page. Says no verdict.
 */
(() => {
  "use strict";
  const root = document.querySelector(".hb-score");
  if (!root) return;
  const { scales, words } = JSON.parse(root.dataset.form);
  const form = root.querySelector("form");
  const language = document.documentElement.lang || "en";
  const DRAWING = "http://www.w3.org/2000/svg";

  const fill = (text, values) => text.replace(/\{([a-z]+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
  const show = (number) => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(number);

  /* A number as people type it, with a point or a comma; null for anything else. */
  function read(text) {
    const plain = text.trim().replace(",", ".");
    return /^-?[0-9]+(\.[0-9]+)?$/.test(plain) ? Number(plain) : null;
  }

  function readAnswer(scale, text) {
    const number = read(text);
    return number !== null && Number.isInteger(number) && scale.lowest <= number && number <= scale.highest ? number : null;
  }

  /* The score of a scale from all its answers: some turned round, added, and divided where it is a mean. */
  function add(scale, answers) {
    const sum = scale.boxes.reduce((total, box, place) => total + (box.turned ? scale.base - answers[place] : answers[place]), 0);
    return scale.mean ? sum / scale.boxes.length : sum;
  }

  function make(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  function draw(name, attributes, text = "") {
    const made = document.createElementNS(DRAWING, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  }

  function drawBars(scale, now, before) {
    const wide = 260, left = 70;
    const at = (score) => ((score - scale.min) / (scale.max - scale.min)) * wide;
    const rows = before === null ? [["now", now]] : [["before", before], ["now", now]];
    const high = rows.length * 20 + 18;
    const drawing = draw("svg", { viewBox: `0 0 ${left + wide + 14} ${high}`, "aria-hidden": "true", focusable: "false" });
    rows.forEach(([name, score], row) => {
      drawing.append(draw("text", { x: 0, y: row * 20 + 14 }, words[name]));
      drawing.append(draw("rect", { class: "hb-score-whole", x: left, y: row * 20 + 4, width: wide, height: 12 }));
      drawing.append(draw("rect", { class: `hb-score-${name}`, x: left, y: row * 20 + 4, width: at(score), height: 12 }));
    });
    drawing.append(draw("text", { x: left, y: high - 4 }, show(scale.min)));
    drawing.append(draw("text", { x: left + wide, y: high - 4, "text-anchor": "end" }, show(scale.max)));
    return drawing;
  }

  function describeChange(now, before) {
    const change = Math.round((now - before) * 100) / 100;
    if (change === 0) return words.same;
    return fill(change > 0 ? words.higher : words.lower, { n: show(Math.abs(change)) });
  }

  function makeBox(scale, box) {
    const name = fill(box.known ? words.item : words.place, { n: box.number });
    const input = make("input", { type: "text", inputmode: "numeric", autocomplete: "off" });
    return [make("label", {}, box.turned ? fill(words.turned, { name }) : name, input), input];
  }

  function makeScale(scale) {
    const made = scale.boxes.map((box) => makeBox(scale, box));
    const boxes = make("div", { class: "hb-boxes" }, ...made.map(([label]) => label));
    const earlier = make("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
    const result = make("output", {});
    const drawing = make("div", {});
    const said = make("p", { class: "hb-no-print" }, fill(words.range, { min: scale.lowest, max: scale.highest }));
    function count() {
      const answers = made.map(([, input]) => readAnswer(scale, input.value));
      made.forEach(([, input], place) => input.setAttribute("aria-invalid", String(input.value.trim() !== "" && answers[place] === null)));
      const missing = answers.filter((answer) => answer === null).length;
      const before = read(earlier.value);
      const known = before !== null && scale.min <= before && before <= scale.max;
      earlier.setAttribute("aria-invalid", String(earlier.value.trim() !== "" && !known));
      drawing.replaceChildren();
      result.textContent = fill(words.missing, { n: missing });
      if (missing) return;
      const score = add(scale, answers);
      const whole = fill(words.result, { score: show(score), min: show(scale.min), max: show(scale.max) });
      result.textContent = known ? `${whole}. ${describeChange(score, before)}` : whole;
      drawing.append(drawBars(scale, score, known ? before : null));
    }
    const set = make("fieldset", {}, make("legend", {}, scale.title), said, boxes, make("label", {}, words.earlier, earlier), result, drawing);
    set.addEventListener("input", count);
    form.addEventListener("reset", () => setTimeout(count));
    count();
    return set;
  }

  form.append(...scales.map(makeScale));
  form.addEventListener("submit", (event) => event.preventDefault());
  root.querySelector('[data-do="clear"]').addEventListener("click", () => form.reset());
  /* a page that a browser shows again from its memory begins empty */
  addEventListener("pagehide", () => form.reset());
  root.hidden = false;
})();
