/*
 * Puts the next session first on the home page, and marks on the page of the year what is past.
 *
 * Where the circle publishes its dates, the device's own calendar says which session is next. Else a reader says once
 * where the circle is in its year, and this device remembers it: no cookie, nothing sent, nothing but the session's
 * name kept. Only adds: without it both pages are whole.
 */
(() => {
  "use strict";
  const KEY = "handbook-next";
  const DAY = 86400000;
  const language = document.documentElement.lang || "en";
  const box = document.querySelector(".hb-next");
  const marks = document.querySelector(".hb-marks");
  const tonight = document.querySelector("a.hb-tonight");
  let told = "";

  /* The days since 1970 of a date such as 2027-01-12, and of today where the circle meets. */
  function countDays(text) {
    const [year, month, day] = text.split("-").map(Number);
    return Date.UTC(year, month - 1, day) / DAY;
  }

  function countToday(zone) {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit" };
    try {
      return countDays(new Intl.DateTimeFormat("en-CA", { ...parts, timeZone: zone || undefined }).format(new Date()));
    } catch {
      return countDays(new Intl.DateTimeFormat("en-CA", parts).format(new Date()));
    }
  }

  function describeDay(text, today) {
    const days = countDays(text) - today;
    const weekday = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(new Date(countDays(text) * DAY));
    const distance = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
    return days === 0 ? distance : `${weekday}, ${distance}`;
  }

  function recall() {
    try { return localStorage.getItem(KEY) || told; } catch { return told; }
  }

  function remember(name) {
    told = name;
    try {
      if (name) localStorage.setItem(KEY, name);
      else localStorage.removeItem(KEY);
    } catch { /* refused: it holds for this page */ }
  }

  function showNext(card, when) {
    const line = box.querySelector(".hb-next-line");
    line.hidden = !card;
    if (!card) return;
    const link = line.querySelector("a");
    const number = card.querySelector(".hb-number");
    const title = card.querySelector(".hb-card-title").textContent;
    line.querySelector(".hb-next-when").textContent = when;
    link.textContent = number ? `${number.textContent}. ${title}` : title;
    link.href = card.href;
    if (tonight) tonight.href = card.href;
  }

  function nameCard(card) {
    return card.getAttribute("href").split("/").pop().replace(/\.html$/, "");
  }

  function askWhere(cards) {
    const choice = box.querySelector("select");
    const held = box.querySelector("button");
    for (const card of cards) {
      const number = card.querySelector(".hb-number");
      const title = card.querySelector(".hb-card-title").textContent;
      choice.add(new Option(number ? `${number.textContent}. ${title}` : title, nameCard(card)));
    }
    function show() {
      const at = cards.findIndex((card) => nameCard(card) === recall());
      choice.selectedIndex = at + 1;
      held.hidden = at < 0 || at + 1 === cards.length;
      showNext(cards[at], box.dataset.next);
    }
    choice.addEventListener("change", () => { remember(choice.value); show(); });
    held.addEventListener("click", () => {
      remember(nameCard(cards[choice.selectedIndex]));
      show();
      choice.focus();
    });
    box.querySelector(".hb-next-where").hidden = false;
    show();
  }

  if (box) {
    const cards = [...document.querySelectorAll("a.hb-card-session")];
    if (cards.some((card) => card.dataset.day)) {
      const today = countToday(box.dataset.zone);
      const coming = cards.filter((card) => card.dataset.day && countDays(card.dataset.day) >= today);
      const next = coming.sort((one, other) => countDays(one.dataset.day) - countDays(other.dataset.day))[0];
      if (next) showNext(next, describeDay(next.dataset.day, today));
      box.hidden = !next;
    } else if (cards.length) {
      askWhere(cards);
      box.hidden = false;
    }
  }

  if (marks) {
    const today = countToday(marks.dataset.zone);
    const rows = [...document.querySelectorAll("tr time[datetime]")];
    const coming = rows.filter((time) => countDays(time.dateTime) >= today);
    const next = coming.sort((one, other) => countDays(one.dateTime) - countDays(other.dateTime))[0];
    for (const time of rows) {
      const word = time === next ? marks.dataset.next : coming.includes(time) ? "" : marks.dataset.past;
      if (!word) continue;
      time.closest("tr").classList.add(time === next ? "hb-row-next" : "hb-row-past");
      const note = document.createElement("span");
      note.className = "hb-held";
      note.textContent = ` · ${word}`;
      time.after(note);
    }
  }
})();
