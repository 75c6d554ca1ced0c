"use strict";
// Sorting and filtering of the table; without a script it stands as it is.
(() => {
  const table = document.getElementById("submissions");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const find = document.getElementById("find");
  const state = document.getElementById("state");
  const shown = document.getElementById("shown");
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
  };
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b));

  const sort = (heading) => {
    const column = heading.cellIndex;
    const falling = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
    const order = rows.map((row, place) => [value(row, column), place, row]);
    order.sort((a, b) => (falling ? -1 : 1) * compare(a[0], b[0]) || a[1] - b[1]);
    body.append(...order.map((entry) => entry[2]));
  };

  // Trainers type names without their accents; some letters, such as ł, have none to take off.
  const plainLetters = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ı: "i", æ: "ae", œ: "oe", ß: "ss", "’": "'" };
  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[łøđðþıæœß’]/g, (letter) => plainLetters[letter]);

  const filter = () => {
    const words = fold(find.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const text = fold(row.textContent);
      const fits = words.every((word) => text.includes(word)) && (!state.value || row.dataset.state === state.value);
      row.hidden = !fits;
      count += fits;
    }
    shown.textContent = count === rows.length ? `${count} rows` : `${count} of ${rows.length} rows`;
  };

  for (const heading of table.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", () => sort(heading));
    const paper = document.createElement("span");
    paper.className = "paper";
    paper.textContent = heading.textContent;
    heading.replaceChildren(button, paper);
  }
  find.addEventListener("input", filter);
  state.addEventListener("change", filter);
  // A link into the table must find its row, whatever the filter.
  addEventListener("hashchange", () => {
    const row = document.getElementById(location.hash.slice(1));
    if (row?.hidden) {
      find.value = state.value = "";
      filter();
      row.scrollIntoView({ block: "center" });
    }
  });
  document.querySelector(".tools").hidden = false;
  filter();
})();
