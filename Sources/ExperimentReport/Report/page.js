// What every page does: tables that are wider than their place, and paper. Nothing is fetched.
(() => {
  "use strict";
  // What is wider than its place says so, fades at its edge, and can be moved with the keys; a table that
  // fits is no stop on their way.
  const scrollers = [...document.querySelectorAll(".scroll, .picture")].map((element) => {
    const more = document.createElement("p");
    more.className = "more";
    more.setAttribute("aria-hidden", "true");
    more.textContent = "scroll \u2192";
    more.hidden = true;
    element.before(more);
    return { element, more };
  });
  function tellWidth({ element, more }) {
    const isWide = element.scrollWidth > element.clientWidth + 1;
    element.classList.toggle("wide", isWide);
    element.classList.toggle("at-end",
      element.scrollLeft + element.clientWidth >= element.scrollWidth - 1);
    more.hidden = !isWide;
    if (element.classList.contains("picture")) return;
    if (isWide) element.tabIndex = 0;
    else element.removeAttribute("tabindex");
  }
  const widths = new ResizeObserver(() => scrollers.forEach(tellWidth));
  for (const scroller of scrollers) {
    widths.observe(scroller.element);
    scroller.element.addEventListener("scroll", () => tellWidth(scroller), { passive: true });
  }

  // What is folded would be missing on paper.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details[data-print]:not([open])")];
    for (const element of folded) element.open = true;
  });
  addEventListener("afterprint", () => { for (const element of folded) element.open = false; });
})();
