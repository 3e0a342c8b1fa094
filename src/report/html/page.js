"use strict";
// A click on the head of a column sorts its table; a second click turns the order round. Cells
// without a value stay last, and rows that tie keep the order of the file.
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0];
  const first = new Map([...body.rows].map((row, index) => [row, index]));
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const numeric = head.classList.contains("number");
    const valueOf = (row) => {
      const cell = row.cells[column];
      if (!numeric) return cell.textContent || null;
      return cell.dataset.value === "" ? null : Number(cell.dataset.value);
    };
    const compare = (a, b) => (numeric ? a - b : a.localeCompare(b, document.documentElement.lang));
    head.querySelector("button").addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const order = now ? (now === "ascending" ? "descending" : "ascending") : numeric ? "descending" : "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const rows = [...first.keys()].map((row) => [valueOf(row), row]);
      rows.sort(([a, rowA], [b, rowB]) => {
        if (a === null || b === null) return (a === null) - (b === null) || first.get(rowA) - first.get(rowB);
        return sign * compare(a, b) || first.get(rowA) - first.get(rowB);
      });
      body.append(...rows.map(([, row]) => row));
    });
  });
}
