/*
 * Prints one part of a page: the button that asks for it has data-do="print".
 *
 * What is left out is told by the style sheet, under .hb-printing-part. Sends nothing.
 */
(() => {
  "use strict";
  const root = document.documentElement;
  for (const button of document.querySelectorAll('[data-do="print"]')) {
    button.addEventListener("click", () => {
      root.classList.add("hb-printing-part");
      addEventListener("afterprint", () => root.classList.remove("hb-printing-part"), { once: true });
      window.print();
    });
  }
})();
