/* Small extras. Every page works without this file. */
(() => {
  // Menus close with Esc and with a click beside them; the focus goes back to what opened them.
  const openMenus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // While a drawer covers the page, the keyboard stays inside it.
  document.addEventListener("toggle", (event) => {
    const drawer = event.target;
    if (!drawer.matches?.(".filters[popover]")) return;
    const open = event.newState === "open";
    for (let node = drawer; node !== document.body; node = node.parentElement) {
      [...node.parentElement.children].forEach((child) => { if (child !== node && !child.matches("[role=status]")) child.inert = open; });
    }
    const opener = document.querySelector(`[popovertarget="${drawer.id}"]:not([popovertargetaction])`);
    (open ? drawer.querySelector("button") : opener)?.focus();
  }, true);

  // One click sends a form once: the button says that it is busy, if it has words for that.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.dataset.busy || event.defaultPrevented) return;
    if (button.getAttribute("aria-disabled") === "true") { event.preventDefault(); return; }
    button.setAttribute("aria-disabled", "true");
    button.textContent = button.dataset.busy;
  });
  // What an editor kept in this browser goes with the person who signs out.
  document.addEventListener("submit", (event) => {
    if (!new URL(event.target.action, location.href).pathname.endsWith("/logout/")) return;
    try { Object.keys(localStorage).filter((key) => key.startsWith("typed:")).forEach((key) => localStorage.removeItem(key)); } catch { /* nothing was kept */ }
  });
  // What was kept while writing goes once it is sent.
  document.querySelectorAll("[data-forget]").forEach((page) => {
    try { page.dataset.forget.split(" ").forEach((key) => localStorage.removeItem(key)); } catch { /* nothing was kept */ }
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // What is there to be copied is chosen whole; a button copies it and says so.
  document.addEventListener("focusin", (event) => { if (event.target.matches("[data-copy]")) event.target.select(); });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copies);
    try { await navigator.clipboard.writeText(field.value); } catch {
      field.select();
      document.execCommand("copy");
      button.focus();
    }
    button.nextElementSibling.textContent = button.dataset.done;
  });

  // Long answers: how many characters are used ("12 of 300"), spoken at most once a second.
  const counters = new WeakMap();
  document.addEventListener("input", (event) => {
    const area = event.target;
    const words = area.dataset?.count;
    if (!words) return;
    let line = counters.get(area);
    if (!line) {
      line = Object.assign(document.createElement("p"), { className: "count" });
      line.setAttribute("aria-live", "polite");
      area.after(line);
      counters.set(area, line);
    }
    clearTimeout(line.timer);
    line.timer = setTimeout(() => {
      const limit = Number(area.dataset.limit);
      line.textContent = words.replace("{n}", area.value.length).replace("{max}", limit);
      line.classList.toggle("count--over", area.value.length > limit);
    }, line.textContent ? 1000 : 0);
  });

  // After a swap of a whole step the heading takes the focus; smaller swaps keep it where it was.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.matches("main, [data-step]")) {
      const heading = event.detail.target.querySelector("h1");
      heading?.setAttribute("tabindex", "-1");
      heading?.focus();
    }
    showTab();
  });

  // A row of tabs that is wider than a phone begins at the tab one is on.
  const showTab = () => document.querySelectorAll(".tabs [aria-current]").forEach((tab) => {
    tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 24;
  });
  showTab();
})();
