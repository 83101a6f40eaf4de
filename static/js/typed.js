/* What is typed into a small form stays in this browser until it has arrived: a tram, a tunnel, a sign-in that ended.

   <form data-keep="17:profile-experience" data-stamp="3"> with <… data-kept hidden> inside. The key begins with the person;
   the stamp changes when something was stored. Signing out forgets all of it (app.js). */
(() => {
  document.querySelectorAll("form[data-keep]").forEach((form) => {
    const key = `typed:${form.dataset.keep}`;
    const fields = [...form.elements].filter((c) => c.name && !/^(hidden|file|submit|password)$/.test(c.type));
    const choice = (c) => /^(radio|checkbox)$/.test(c.type);
    const values = () => fields.map((c) => (choice(c) ? c.checked : c.value));
    const before = JSON.stringify([form.dataset.stamp || "", values()]);
    try {
      const kept = JSON.parse(localStorage.getItem(key) || "null");
      if (kept?.before === before && kept.now.length === fields.length) {
        fields.forEach((c, i) => { if (choice(c)) c.checked = kept.now[i]; else c.value = kept.now[i]; });
        form.querySelector("[data-kept]").hidden = false;
      } else localStorage.removeItem(key);
      form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify({ before, now: values() })));
    } catch { /* a browser that keeps nothing still sends */ }
  });
})();
