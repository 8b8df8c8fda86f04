/*
 * Takes the closed menu of a narrow screen out of the way of the keyboard, and closes the open one by Escape.
 *
 * Only adds: without it the menu can be opened and closed as before.
 */
(() => {
  "use strict";
  const toggle = document.getElementById("__drawer");
  const menu = document.querySelector(".md-sidebar--primary");
  const button = document.querySelector("label.md-header__button[for='__drawer']");
  if (!toggle || !menu) return;
  // as in the theme's own style sheet: narrower than this the menu is a drawer
  const narrow = matchMedia("(max-width: 76.234375em)");

  function show() {
    menu.inert = narrow.matches && !toggle.checked;
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
  if (button) {
    button.tabIndex = 0;
    button.setAttribute("role", "button");
    button.setAttribute("aria-label", menu.querySelector("nav")?.getAttribute("aria-label") || "");
    // the theme itself sees to the enter key
    button.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      button.click();
    });
  }
  show();
})();
