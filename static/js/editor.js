/* A long form (an opening, an application) saves itself, part by part. Without this file its Save button does the same.

   What is typed stays in this browser until the server has it. The server decides what is stored, wrong, or changed by
   a colleague, and sends the parts of the page that say so; a control that somebody is typing in is never replaced. */
(() => {
  const form = document.getElementById("editor");
  if (!form) return;
  const saved = document.getElementById("saved");
  const token = () => form.elements.csrfmiddlewaretoken;
  const parts = [...form.querySelectorAll("[data-part]")];
  const slug = (part) => part.dataset.part;
  const isNew = () => !form.dataset.parts;
  const PAUSE = 900, LONGEST = 5 * 60_000;
  let busy = false, timer = 0, wait = 4000, signedOut = false, over = false;
  const dirty = new Map(); // slug → how often it changed
  const known = new Map(); // slug → what it held when the server answered last
  const say = (name) => { saved.replaceChildren(document.getElementById(`says-${name}`).content.cloneNode(true)); };

  // ── Kept in this browser ───────────────────────────────────────────────────────────────────────────
  const PREFIX = "typed:";
  const place = () => `${PREFIX}${form.dataset.user}:${form.dataset.opening}`;
  const own = (part) => [...part.querySelectorAll("[name]")].filter((c) => !/^(base|keep)-/.test(c.name) && c.type !== "file");
  const pairs = (part) => own(part)
    .filter((c) => !/^(radio|checkbox)$/.test(c.type) || c.checked)
    .filter((c) => c.type !== "radio" || c.value)
    .map((c) => [c.name, c.value]);
  const read = () => { try { return JSON.parse(localStorage.getItem(place())) || {}; } catch { return {}; } };
  const write = (all) => {
    try {
      if (Object.keys(all).length) localStorage.setItem(place(), JSON.stringify(all));
      else localStorage.removeItem(place());
    } catch { /* a browser that keeps nothing still saves */ }
  };
  const remember = (part) => write({ ...read(), [slug(part)]: { at: Date.now(), key: form.elements.key.value, pairs: pairs(part) } });
  const mark = () => form.toggleAttribute("data-unsaved", dirty.size > 0);
  const forget = (part) => { const all = read(); delete all[slug(part)]; write(all); };

  const fill = (part, kept) => {
    const values = new Map();
    kept.forEach(([name, value]) => values.set(name, [...(values.get(name) || []), value]));
    own(part).forEach((c) => {
      const typed = values.get(c.name) || [];
      if (/^(radio|checkbox)$/.test(c.type)) c.checked = typed.length ? typed.includes(c.value) : c.type === "radio" && !c.value;
      else if (typed.length) c.value = typed.shift();
    });
  };
  const offer = () => {
    // what went with the Save button arrived, if the server says that this page stored something
    const arrived = (kept) => kept.sent && form.dataset.sittings.split(" ").includes(kept.key);
    const differs = (part, kept) => kept && !arrived(kept) && JSON.stringify(kept.pairs) !== JSON.stringify(pairs(part));
    const lost = parts.filter((part) => differs(part, read()[slug(part)]));
    parts.filter((part) => !lost.includes(part)).forEach(forget);
    if (!lost.length) return;
    const all = read();
    const notice = document.getElementById("says-kept").content.cloneNode(true).firstElementChild;
    const when = new Date(Math.max(...lost.map((part) => all[slug(part)].at)));
    const words = notice.querySelector("b");
    words.textContent = words.textContent.replace("{time}", when.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false }));
    notice.addEventListener("click", (event) => {
      if (event.target.closest("[data-restore]")) lost.forEach((part) => { fill(part, all[slug(part)].pairs); changed(part); });
      else if (event.target.closest("[data-discard]")) lost.forEach(forget);
      else return;
      notice.remove();
      saved.closest("main").focus();
    });
    form.before(notice);
    form.parentElement.before(notice);
  };

  // ── Sending ────────────────────────────────────────────────────────────────────────────────────────
  function changed(part) {
    if (over) return;
    dirty.set(slug(part), (dirty.get(slug(part)) || 0) + 1);
    remember(part);
    mark();
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  }

  const body = (part, button) => {
    const data = new FormData(isNew() ? form : undefined);
    if (!isNew()) {
      part.querySelectorAll("[name]").forEach((c) => { if (!/^(radio|checkbox)$/.test(c.type) ? c.tagName !== "BUTTON" && c.type !== "file" : c.checked) data.append(c.name, c.value); });
      data.append("csrfmiddlewaretoken", token().value);
      data.append("key", form.elements.key.value);
    }
    if (button) data.append(button.name, button.value);
    if (form.querySelector(".field--bad, .crossed")) data.append("again", "1");
    return new URLSearchParams(data);
  };

  async function send(button, leaving) {
    const part = button?.closest?.("[data-part]") || parts.find((one) => dirty.has(slug(one)));
    if (!part || over || (busy && !leaving) || (isNew() && !form.dataset.begin)) return;
    busy = true;
    const fresh = isNew(), sent = fresh ? new Map(dirty) : new Map([[slug(part), dirty.get(slug(part))]]);
    const before = new Map((fresh ? parts : [part]).map((one) => [slug(one), JSON.stringify(pairs(one))]));
    try {
      const answer = await fetch(fresh ? form.dataset.begin : `${form.dataset.parts}${slug(part)}/`, {
        method: "POST", body: body(part, button?.name ? button : null), redirect: "manual", keepalive: Boolean(leaving),
        headers: { "X-Editor": "1" },
      });
      if (answer.status === 401 || answer.status === 403) { signedOut = true; await renew(answer.status); return; }
      if (answer.status === 409) { over = true; say((await answer.json()).says || "sent"); return; }
      if (answer.status >= 500) throw new Error("down");
      if (!answer.ok) { sent.forEach((_n, name) => dirty.delete(name)); say("refused"); return; }
      wait = 4000;
      show(await answer.json(), sent, before, fresh);
    } catch {
      say("offline");
      clearTimeout(timer);
      timer = setTimeout(send, wait);
      wait = Math.min(wait * 2, LONGEST);
    } finally {
      busy = false;
      mark();
      if (dirty.size && !signedOut && !over && wait === 4000) { clearTimeout(timer); timer = setTimeout(send, PAUSE); }
    }
  }

  function show(said, sent, before, fresh) {
    if (said.address && fresh) {
      const all = read();
      write({});
      form.action = said.address;
      form.dataset.parts = said.parts;
      form.dataset.opening = said.address.match(/(\d+)\/text/)[1];
      write(all);
      history.replaceState(null, "", said.address);
      document.getElementById("start")?.remove();
    }
    if (said.title) document.querySelector("[data-title]").textContent = said.title;
    saved.textContent = said.said;
    (fresh ? parts : parts.filter((part) => before.has(slug(part)))).forEach((part) => {
      const kept = said.address || !fresh;
      if (kept && dirty.get(slug(part)) === sent.get(slug(part))) { dirty.delete(slug(part)); forget(part); }
      else if (!kept) dirty.delete(slug(part)); // no title yet: it waits for the next change, and in this browser
      known.set(slug(part), before.get(slug(part)));
      const still = JSON.stringify(pairs(part)) === before.get(slug(part));
      face(part, said.html[slug(part)], said.merged, still);
      const bases = form.elements[`base-${slug(part)}`], marks = JSON.parse(bases.value);
      Object.keys(marks).forEach((name) => { if (name in said.bases && (still || !said.merged.includes(name))) marks[name] = said.bases[name]; });
      bases.value = JSON.stringify(marks);
    });
    const waits = form.querySelector(".crossed") ? "choose" : form.querySelector(".field--bad") ? "marked" : "";
    if (waits) saved.append(" ", document.getElementById(`says-${waits}`).content.cloneNode(true));
    swap("ready-panel", said.ready);
    swap("line", said.line);
  }

  const swap = (id, html) => {
    const old = document.getElementById(id), focused = old?.contains(document.activeElement) && document.activeElement.getAttribute("href");
    const made = document.createRange().createContextualFragment(html);
    old?.replaceWith(made);
    if (focused) document.getElementById(id)?.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
  };

  // Errors and choices come and go beside the controls; only a field that a colleague changed is drawn anew.
  function face(part, html, merged, still) {
    if (!html) return;
    const made = new DOMParser().parseFromString(html, "text/html").body;
    [...part.querySelectorAll(".field")].forEach((old) => {
      const control = old.id ? old : old.querySelector(":is(input, select, textarea)[id^=id_]");
      const id = control?.id, name = id?.replace(/^id_/, "").replace(/_(\d+|error|helptext|crossed)$/, "");
      const twin = id && made.querySelector(`#${CSS.escape(id)}`);
      const next = twin?.closest(".field");
      if (!next) return;
      if (merged.includes(name) && still) { old.replaceWith(next); return; }
      old.querySelectorAll(":scope > [id$=_error], :scope > .crossed").forEach((e) => e.remove());
      const told = next.querySelectorAll(":scope > [id$=_error], :scope > .crossed");
      const before = [...old.children].find((c) => !c.matches("label:not(.choice), legend, .hint"));
      told.forEach((e) => old.insertBefore(e, before || null));
      old.classList.toggle("field--bad", next.classList.contains("field--bad"));
      ["aria-invalid", "aria-describedby"].forEach((a) => {
        if (twin.hasAttribute(a)) control.setAttribute(a, twin.getAttribute(a)); else control.removeAttribute(a);
      });
    });
  }

  // ── Signed out: a sign-in in another window brings a new token; this page fetches it when one comes back ──
  async function renew(status) {
    try {
      const answer = await fetch(isNew() ? location.href : form.action, { redirect: "manual", headers: { "X-Editor": "1" } });
      if (!answer.ok) { if (answer.type === "opaqueredirect") say("signed-out"); else say("refused"); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const there = page.getElementById("editor");
      if (!there || there.dataset.user !== form.dataset.user) { say("signed-out"); return; }
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((c) => { c.value = there.elements.csrfmiddlewaretoken.value; });
      signedOut = false;
      setTimeout(send, status === 403 ? 100 : 0);
    } catch { say("offline"); }
  }
  const back = () => { if (signedOut) renew(); };
  window.addEventListener("focus", back);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) back();
    else if (dirty.size && !signedOut) send(null, true);
  });
  window.addEventListener("online", () => { wait = 4000; send(); });

  // ── What people do ─────────────────────────────────────────────────────────────────────────────────
  ["input", "change"].forEach((kind) => form.addEventListener(kind, (event) => {
    const part = event.target.closest("[data-part]");
    if (!part || !event.target.name) return;
    if (kind === "change" && !dirty.has(slug(part)) && known.get(slug(part)) === JSON.stringify(pairs(part))) return; // told by "input" already
    changed(part);
  }));
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name^=keep-]");
    if (!button || isNew()) return;
    event.preventDefault();
    clearTimeout(timer);
    const choose = () => { if (busy) setTimeout(choose, 100); else send(button); };
    choose();
  });
  form.addEventListener("submit", () => { // the whole page goes now
    clearTimeout(timer);
    over = true;
    write(Object.fromEntries(Object.entries(read()).map(([name, kept]) => [name, { ...kept, sent: true }])));
  });

  if (form.dataset.user && !localStorage.getItem(place())) { // typed before signing in, on this page
    const before = localStorage.getItem(`${PREFIX}:${form.dataset.opening}`);
    if (before) localStorage.setItem(place(), before);
  }
  Object.keys(localStorage).forEach((key) => { if (key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${form.dataset.user}:`)) localStorage.removeItem(key); });
  if (form.hasAttribute("data-unsent")) { write({}); parts.forEach(changed); } else offer();
})();
