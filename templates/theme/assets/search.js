/*
 * The search: a dialog that opens by its button or by "/", and finds what tired people type.
 *
 * The index is a script beside the pages and is loaded when the search is first opened, from the handbook's own folder
 * or host. Nothing is sent anywhere and nothing is kept. Without this script the button stays hidden.
 */
(() => {
  "use strict";
  const CALL = "handbookSearch";
  const SHOWN = 12;
  const here = document.currentScript.src;
  const root = new URL("../", here);
  const button = document.querySelector(".hb-search-open");
  /* how much a word counts where it stands, and how much each kind counts */
  const PLACE = { title: 10, also: 10, head: 5, need: 4, line: 4, body: 1.5 };
  const KIND = { theme: 1.1, chapter: 1.1, session: 1, exercise: 1, handout: .95, questionnaire: .95, format: .9, page: .95, family: .9, term: .55 };
  const EXACT = 1, JOINED = .9, BEGUN = .7, MISTYPED = .6, COMMON = .3;

  /* ---- words ---------------------------------------------------------------------------------------------------- */

  function splitWords(text) {
    const plain = text.normalize("NFKD").replace(/\p{M}|[\u00ad\u200b-\u200d\u2060'’‘ʼ`´]/gu, "").toLowerCase();
    return plain.match(/[\p{L}\p{N}]+/gu) || [];
  }

  /* English alone: one spelling for British and American, and a word without its endings. */
  function reduceEnglish(word) {
    if (word.length < 3) return word;
    let stem = word
      .replace(/([a-z]{2})our(?=$|s$|ed$|ing$|ite|able|ful|less)/, "$1or")
      .replace(/is(?=(e|es|ed|er|ing|ation|ations)$)/, "iz")
      .replace(/ys(?=(e|es|ed|ing)$)/, "yz")
      .replace(/tre(?=s?$)/, "ter")
      .replace(/ogue(?=s?$)/, "og")
      .replace(/amme(?=s?$)/, "am")
      .replace(/ence(?=s?$)/, "ense")
      .replace(/ae|oe(?=[a-z]{3})/, "e");
    if (/ies$|ied$/.test(stem)) stem = `${stem.slice(0, -3)}y`;
    else if (/(s|x|z|ch|sh)es$/.test(stem)) stem = stem.slice(0, -2);
    else if (/[^su]s$/.test(stem)) stem = stem.slice(0, -1);
    if (stem.length > 5 && /[aeiouy].*ing$/.test(stem)) stem = stem.slice(0, -3);
    else if (stem.length > 4 && /[aeiouy].*ed$/.test(stem)) stem = stem.slice(0, -2);
    if (stem.length > 3) stem = stem.replace(/([bdfglmnprt])\1$/, "$1");
    if (stem.length > 2) stem = stem.replace(/e$/, "");
    return stem.replace(/y$/, "i");
  }

  /* Whether two words differ by one letter more, less, other, or by two that changed places. */
  function isNear(one, other) {
    if (Math.abs(one.length - other.length) > 1 || one === other) return one === other;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    const [a, b] = [one.slice(at), other.slice(at)];
    return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1)
      || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  }

  /* ---- the index ------------------------------------------------------------------------------------------------ */

  function readIndex(given) {
    const reduce = given.language === "en" ? reduceEnglish : (word) => word;
    const cut = (text) => splitWords(text).map(reduce);
    /* word -> entry -> the greatest weight that it has there */
    const places = new Map();
    /* every word as it is spelt -> as it is compared; and words that say little, since they are everywhere */
    const spelt = new Map();
    const common = new Set();
    function cutAndKeep(text) {
      return splitWords(text).map((word) => {
        spelt.set(word, reduce(word));
        return spelt.get(word);
      });
    }
    function note(word, entry, weight) {
      const there = places.get(word) || new Map();
      if ((there.get(entry) || 0) < weight) there.set(entry, weight);
      places.set(word, there);
    }
    const phrases = [];
    given.entries.forEach((entry, number) => {
      const texts = [["title", entry.title], ...["also", "needs"].flatMap((key) => (entry[key] || []).map((text) => [key === "needs" ? "need" : key, text]))];
      for (const [place, text] of [...texts, ...(entry.heads || []).map(([, text]) => ["head", text])]) {
        const words = cutAndKeep(text);
        words.forEach((word, at) => {
          note(word, number, PLACE[place]);
          if (at) note(reduce(`${splitWords(text)[at - 1]}${splitWords(text)[at]}`), number, 0);
        });
        phrases.push({ entry: number, place, words, text });
      }
      for (const word of cutAndKeep(entry.line || "")) note(word, number, PLACE.line);
    });
    given.vocabulary.split(" ").forEach((word, at) => {
      const [kept] = cutAndKeep(word);
      if (!given.pages[at]) common.add(kept);
      let page = 0;
      for (const step of (given.pages[at] || "").split(" ").filter(Boolean)) {
        page += Number(step);
        note(kept, page, PLACE.body);
      }
    });
    return { ...given, cut, places, phrases, common, spelt, danger: given.danger.map(cut) };
  }

  /* ---- finding -------------------------------------------------------------------------------------------------- */

  function findAlike(index, word, typed, isLast) {
    const found = new Map();
    if (index.places.has(word)) found.set(word, EXACT);
    const canBegin = typed.length > 2 && (isLast || typed.length > 3);
    for (const [spelt, known] of index.spelt) {
      if (found.has(known) || !index.places.has(known)) continue;
      if (canBegin && spelt.startsWith(typed)) found.set(known, isLast ? BEGUN : BEGUN * .7);
      else if (!found.has(word) && typed.length > 4 && isNear(typed, spelt)) found.set(known, MISTYPED);
    }
    return found;
  }

  function readQuery(index, typed) {
    const raw = splitWords(typed);
    const words = index.cut(typed);
    const terms = words.map((word, at) => {
      const alike = findAlike(index, word, raw[at], at === words.length - 1);
      for (const pair of [raw.slice(at, at + 2), at ? raw.slice(at - 1, at + 1) : []]) {
        const [joined] = pair.length === 2 ? index.cut(pair.join("")) : [];
        if (joined && index.places.has(joined) && !alike.has(joined)) alike.set(joined, JOINED);
      }
      const entries = new Set([...alike.keys()].flatMap((known) => [...index.places.get(known).keys()]));
      const rare = index.common.has(word) ? COMMON : Math.log(1 + index.entries.length / Math.max(1, entries.size));
      return { word, alike, rare };
    });
    const whole = terms.reduce((sum, term) => sum + term.rare, 0) || 1;
    return terms.map((term) => ({ ...term, share: term.rare / whole }));
  }

  /* "anger" is no mistyped "danger": only a word that nothing here knows may be another. */
  function isAlike(index, typed, word) {
    return typed === word || (typed.length > 4 && !index.places.has(typed) && isNear(typed, word));
  }

  function holdsPhrase(index, words, phrase) {
    return words.some((_, at) => phrase.every((word, step) => isAlike(index, words[at + step] || "", word)));
  }

  /* How well a phrase answers: the share of the query that it holds, and the share of itself that was asked for. */
  function weighPhrase(index, phrase, terms, words) {
    let held = 0;
    const asked = new Set();
    for (const term of terms) {
      let best = 0;
      phrase.words.forEach((word, at) => {
        const joined = at + 1 < phrase.words.length ? `${word}${phrase.words[at + 1]}` : "";
        const like = Math.max(term.alike.get(word) || 0, joined && term.word === joined ? JOINED : 0);
        if (like) asked.add(at).add(joined && !term.alike.get(word) ? at + 1 : at);
        best = Math.max(best, like);
      });
      held += best * term.share;
    }
    if (!held) return 0;
    const filled = asked.size / phrase.words.length;
    const same = phrase.words.join(" ") === words.join(" ");
    const inside = phrase.words.length > 1 && holdsPhrase(index, words, phrase.words);
    return PLACE[phrase.place] * held * held * (.35 + .65 * filled) * (same ? 1.8 : inside ? 1.3 : 1);
  }

  function find(index, typed) {
    const words = index.cut(typed);
    const terms = readQuery(index, typed);
    if (!terms.some((term) => term.alike.size)) return { found: [], danger: false };
    const best = index.entries.map(() => ({ score: 0, rest: 0, anchor: "", head: "" }));
    for (const phrase of index.phrases) {
      const score = weighPhrase(index, phrase, terms, words);
      const mine = best[phrase.entry];
      if (score > mine.score) Object.assign(mine, { rest: mine.rest + mine.score, score, head: phrase.place === "head" ? phrase.text : "" });
      else mine.rest += score;
    }
    const danger = index.danger.some((phrase) => holdsPhrase(index, words, phrase));
    const found = index.entries.map((entry, number) => {
      let spread = 0;
      let held = 0;
      for (const term of terms) {
        let most = 0;
        for (const [known, like] of term.alike) most = Math.max(most, (index.places.get(known).get(number) || 0) * like);
        spread += most * term.share;
        if (most) held += term.share;
      }
      const { score, rest, head } = best[number];
      const sum = (score + Math.min(rest, score) * .15 + spread * .6 * held * held) * (KIND[entry.kind] || 1);
      return { entry, head, score: sum + (danger && entry.danger ? 1000 : 0) };
    });
    const top = found.sort((one, other) => other.score - one.score);
    return { found: top.filter((one) => one.score > Math.max(.4, (top[0].score % 1000) * .08)), danger };
  }

  /* ---- the dialog ----------------------------------------------------------------------------------------------- */

  if (!button) return;
  let dialog = null;
  let index = null;

  function make(name, className, text = "") {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function makeResult({ entry, head }) {
    const item = make("li", "");
    const link = make("a", "hb-search-result");
    const anchor = head && (entry.heads.find(([, text]) => text === head) || [])[0];
    link.href = new URL(anchor ? `${entry.path}#${anchor}` : entry.path, root).href;
    const title = make("span", "hb-search-title", entry.title);
    link.append(title, make("span", "hb-search-kind", index.words.kinds[entry.kind]));
    if (head) link.append(make("span", "hb-search-head", head));
    if (entry.line) link.append(make("span", "hb-search-line", entry.line));
    link.addEventListener("click", () => dialog.close());
    item.append(link);
    return item;
  }

  function makeHelp() {
    const [title, ...lines] = index.help;
    const box = make("div", "hb-help");
    const heading = make("p", "");
    heading.append(make("strong", "", title));
    box.append(heading, ...lines.map((line) => make("p", "", line)));
    return box;
  }

  function countFound(n) {
    const rule = new Intl.PluralRules(document.documentElement.lang || "en").select(n);
    return (index.words.count[rule] || index.words.count.other).replace("{n}", n);
  }

  function show() {
    const typed = dialog.querySelector("input").value;
    const list = dialog.querySelector(".hb-search-list");
    const { found, danger } = splitWords(typed).length ? find(index, typed) : { found: [], danger: false };
    const said = !splitWords(typed).length ? "" : found.length ? countFound(Math.min(found.length, SHOWN)) : index.words.none;
    dialog.querySelector(".hb-search-count").textContent = said;
    dialog.querySelector(".hb-search-help").replaceChildren(...(danger ? [makeHelp()] : []));
    list.replaceChildren(...found.slice(0, SHOWN).map(makeResult));
    list.parentElement.scrollTop = 0;
  }

  /* Arrows move from the field through the results and back; Enter in the field opens the first. */
  function move(event) {
    const stops = [dialog.querySelector("input"), ...dialog.querySelectorAll(".hb-search-result")];
    const at = stops.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
    } else if (event.key === "Enter" && at === 0 && stops[1]) {
      event.preventDefault();
      stops[1].click();
    }
  }

  function makeDialog() {
    dialog = make("dialog", "hb-search");
    dialog.setAttribute("aria-label", button.dataset.label);
    const top = make("div", "hb-search-top");
    const field = make("input", "hb-search-field");
    Object.assign(field, { type: "text", autocomplete: "off", spellcheck: false, enterKeyHint: "search" });
    field.setAttribute("aria-label", button.dataset.label);
    const close = make("button", "hb-search-close", "×");
    close.type = "button";
    close.setAttribute("aria-label", button.dataset.label);
    close.addEventListener("click", () => dialog.close());
    top.append(field, close);
    const count = make("p", "hb-search-count");
    count.setAttribute("role", "status");
    const room = make("div", "hb-search-room");
    room.append(make("div", "hb-search-help"), make("ol", "hb-search-list"));
    dialog.append(top, count, room);
    field.addEventListener("input", () => { if (index) show(); });
    dialog.addEventListener("keydown", move);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
  }

  function load() {
    globalThis[CALL] = (given) => {
      index = readIndex(given);
      dialog.querySelector("input").placeholder = index.words.hint;
      dialog.querySelector(".hb-search-close").setAttribute("aria-label", index.words.close);
      show();
    };
    const script = document.createElement("script");
    script.src = new URL("search/index.js", root).href;
    script.addEventListener("error", () => script.remove());
    document.head.append(script);
  }

  function open() {
    if (!dialog) makeDialog();
    if (!index) load();
    dialog.showModal();
    dialog.querySelector("input").select();
  }

  button.hidden = false;
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const writes = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes || (dialog && dialog.open)) return;
    event.preventDefault();
    event.stopPropagation();
    open();
  });
})();
