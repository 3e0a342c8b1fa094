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
// What is typed above a table hides the rows that do not hold it.
for (const field of document.querySelectorAll(".tools input")) {
  const table = field.closest(".tools").nextElementSibling.querySelector("table");
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLocaleLowerCase();
    for (const row of table.tBodies[0].rows) row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
  });
}
// Saves a table with the names and numbers that programs read.
for (const button of document.querySelectorAll(".download")) {
  const table = button.closest(".tools").nextElementSibling.querySelector("table");
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const valueOf = (cell) => cell.dataset.value ?? (cell.title || cell.textContent);
  button.addEventListener("click", () => {
    const names = [...table.tHead.rows[0].cells].map((head) => head.dataset.name);
    const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map(valueOf));
    const lines = [names, ...rows].map((row) => row.map(quoted).join(",") + "\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\uFEFF", ...lines], { type: "text/csv" }));
    link.download = `${button.closest("section").id}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}
// On paper nothing is folded.
window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => (part.open = true)));
