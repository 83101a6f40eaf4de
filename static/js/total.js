/* The running total of the tasks' shares. The server counts again; without this file the total is that of the last save. */
(() => {
  const total = document.querySelector("[data-total]");
  if (!total) return;
  const boxes = [...document.querySelectorAll(`[name^="${total.dataset.total}"]`)];
  const count = () => {
    const sum = boxes.reduce((n, box) => n + (/^\d{1,3}$/.test(box.value.trim()) ? Number(box.value) : 0), 0);
    total.textContent = `${sum}%`;
    total.classList.toggle("error", sum > 100);
  };
  boxes.forEach((box) => box.addEventListener("input", count));
})();
