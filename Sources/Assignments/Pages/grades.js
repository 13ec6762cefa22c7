// Sorts tables by a column. Nothing is fetched.
(() => {
  "use strict";
  // "2 of 5" is 2, "–" is less than any number; what is no number goes by its letters.
  function key(cell, isNumber) {
    const text = cell ? cell.textContent.trim() : "";
    if (!isNumber) return text;
    const value = Number.parseFloat(text.replace("−", "-").replace(/^[^\d.-]+/, ""));
    return Number.isNaN(value) ? -Infinity : value;
  }

  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  function sort(table, column, heads) {
    const head = heads[column];
    const isNumber = head.classList.contains("number");
    // Points are looked at from the largest, names from the first letter.
    const first = isNumber ? "descending" : "ascending";
    const other = isNumber ? "ascending" : "descending";
    const direction = head.getAttribute("aria-sort") === first ? other : first;
    for (const each of heads) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", direction);
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => ({ row, key: key(row.cells[column], isNumber) }));
    const sign = direction === "ascending" ? 1 : -1;
    rows.sort((a, b) => sign * (isNumber ? compare(a.key, b.key) : order.compare(a.key, b.key)));
    body.append(...rows.map(({ row }) => row));
  }

  function compare(a, b) { return a < b ? -1 : a > b ? 1 : 0; }

  for (const table of document.querySelectorAll(".sortable table")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, column, heads));
    });
  }
})();
