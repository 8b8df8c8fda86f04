/*
 * Takes the closed menu of a narrow screen out of the way of the keyboard, and closes the open one by Escape.
 *
 * Only adds: without it the menu can be opened and closed as before.
 */
(() => {
  "use strict";
  const toggle = document.getElementById("__drawer");
  const menu = document.querySelector(".md-sidebar--primary");
  const label = document.querySelector("label.md-header__button[for='__drawer']");
  if (!toggle || !menu) return;
  // as in the theme's own style sheet: narrower than this the menu is a drawer
  const narrow = matchMedia("(max-width: 76.234375em)");

  const button = label && replaceLabel();

  /* The theme opens its menu by a label, which no key reaches and no reader announces. */
  function replaceLabel() {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `${label.className} hb-menu-open`;
    made.setAttribute("aria-label", menu.querySelector("nav")?.getAttribute("aria-label") || "");
    made.append(...label.childNodes);
    made.addEventListener("click", () => toggle.click());
    label.replaceWith(made);
    return made;
  }

  function show() {
    menu.inert = narrow.matches && !toggle.checked;
    button?.setAttribute("aria-expanded", String(toggle.checked));
  }

  toggle.addEventListener("change", () => {
    show();
    if (toggle.checked && narrow.matches) menu.querySelector("a[href], label[for]")?.focus();
  });
  narrow.addEventListener("change", show);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !toggle.checked || !narrow.matches) return;
    toggle.checked = false;
    toggle.dispatchEvent(new Event("change"));
    button?.focus();
  });
  show();
})();
