/* The list and the board of applications: counting what is ticked, dragging cards. Both pages work without this file. */
(() => {
  // Rows: ticking "all" ticks and unticks the rows of this page; the bar says how many.
  const count = (form) => {
    const all = form.elements.all, rows = [...form.querySelectorAll("[name=id]")];
    const line = form.querySelector("[data-count]"), n = rows.filter((row) => row.checked).length;
    if (line) line.textContent = all.checked || !n ? "" : line.dataset.count.replace("{n}", n);
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-bulk]");
    if (!form) return;
    if (event.target.name === "all") form.querySelectorAll("[name=id]").forEach((row) => { row.checked = event.target.checked; });
    else if (!event.target.checked) form.elements.all.checked = false;
    count(form);
  });

  // Cards: dropping one presses the button, or follows the link, that its menu has for that column.
  let dragged = null;
  const step = (column) => column && dragged?.querySelector(`[data-to="${column.dataset.stage}"]`);
  const column = (event) => event.target.closest?.("[data-board] [data-stage]");
  const clear = () => document.querySelectorAll("[data-stage].is-over, [data-stage].is-open").forEach((one) => one.classList.remove("is-over", "is-open"));
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[draggable=true].card");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.id);
    document.querySelectorAll("[data-board] [data-stage]").forEach((one) => one.classList.toggle("is-open", Boolean(step(one))));
  });
  document.addEventListener("dragover", (event) => {
    const over = column(event);
    document.querySelectorAll(".is-over").forEach((one) => { if (one !== over) one.classList.remove("is-over"); });
    if (!step(over)) return;
    event.preventDefault();
    over.classList.add("is-over");
  });
  document.addEventListener("drop", (event) => {
    const to = step(column(event));
    if (to) { event.preventDefault(); to.click(); }
  });
  document.addEventListener("dragend", () => { dragged = null; clear(); });

  // After a move the focus stays with the card, wherever it stands now: with the swap itself, so that no later step of a person is undone.
  let moved = "";
  document.addEventListener("htmx:beforeRequest", (event) => { moved = event.detail.elt.dataset?.card || ""; });
  document.addEventListener("htmx:afterSwap", () => {
    if (!moved) return;
    (document.querySelector(`#card-${moved} summary`) || document.querySelector(`#card-${moved} a`))?.focus();
    moved = "";
  });
})();
