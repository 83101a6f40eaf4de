"""A person without a mouse: Tab, Enter, Space and arrows. At each stop the focus must be seen, and nothing may trap it."""

from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import Person

# What has the focus: whether it is the one that is looked for, and what is wrong with how it shows.
STOP = """wanted => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const name = `${e.localName}#${e.id}.${e.className} “${(e.innerText || e.name || "").trim().slice(0, 40)}”`;
  if (e === document.body) return [false, ""];
  // the calendar button inside a date field is a stop of its own and wears the browser's ring
  const inner = /^(date|time)$/.test(e.type) && !e.matches(":focus");
  const ring = inner || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const at = [box.top + 2, box.top + box.height / 2, box.bottom - 2].filter(y => y >= 0 && y < innerHeight)
    .map(y => document.elementFromPoint(x, y));
  const seen = at.some(o => o && (o === e || e.contains(o) || o.contains(e) || (o.control || o.closest("label")?.control) === e));
  return [wanted !== "" && e.matches(wanted), ring ? (seen ? "" : `${name} is covered or off the screen`) : `${name} shows no focus`];
}"""
# Everything that Tab stops at, a group of radio buttons once; each gets a mark when it is reached.
TABBABLE = """() => {
  const groups = new Set(), all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0'], iframe");
  const stops = [...all].filter(e => {
    if (e.disabled || e.type === "hidden" || e.tabIndex < 0 || !e.checkVisibility({visibilityProperty: true})) return false;
    if (e.localName === "summary" && e.parentElement.querySelector("summary") !== e) return false;
    if (e.type !== "radio") return true;
    const key = e.name + [...document.forms].indexOf(e.form);
    return groups.has(key) ? false : groups.add(key);
  });
  window.stops = new Set(stops);
  document.addEventListener("focusin", event => {
    const e = event.target, key = o => o.name + [...document.forms].indexOf(o.form);
    for (const o of window.stops)
      if (o === e || (e.type === "radio" && o.type === "radio" && key(o) === key(e))) window.stops.delete(o);
  });
  const parts = stops.filter(e => /^(date|time)$/.test(e.type)).length * 3;  // day, month, year, calendar are four stops
  return stops.length + parts;
}"""
LEFT = "() => [...window.stops].slice(0, 5).map(e => `${e.localName}#${e.id} “${(e.innerText || e.name || e.href || '').trim().slice(0, 40)}”`)"


class Keys:
    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page

    def press(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)

    def type(self, words: str) -> None:
        """Over what stands in the field."""
        self.press("Control+a")
        self.page.keyboard.type(words)

    def to(self, selector: str, *, most: int = 260) -> None:
        """Press Tab until it has the focus; at each stop on the way the focus is seen."""
        for _ in range(most):
            self.press("Tab")
            found, wrong = self.page.evaluate(STOP, selector)
            assert not wrong, f"{self.page.url}: {wrong}"
            if found:
                return
        raise AssertionError(f"Tab does not reach {selector} on {self.page.url}")

    def follow(self, selector: str, **how: Any) -> None:
        """To a link or a button that leads to a page, and Enter."""
        self.to(selector, **how)
        with self.page.expect_navigation():
            self.press("Enter")

    def use(self, selector: str) -> None:
        """To what acts on the page itself, and Enter."""
        self.to(selector)
        self.press("Enter")

    def write(self, selector: str, words: str) -> None:
        self.to(selector)
        self.type(words)

    def choose(self, selector: str, value: str) -> None:
        """In a list: by its arrows, down from the first."""
        self.to(selector)
        values = self.page.locator(selector).evaluate("e => [...e.options].map(o => o.value)")
        self.press("Home", *["ArrowDown"] * values.index(value))
        expect(self.page.locator(selector)).to_have_value(value)

    def everywhere(self) -> list[str]:
        """Tab through the whole page once. What is wrong: a stop that is not seen or never reached, or a trap."""
        stops = self.page.evaluate(TABBABLE)
        wrong: dict[str, None] = {}
        for _ in range(stops + 2):
            self.press("Tab")
            _found, what = self.page.evaluate(STOP, "")
            if what:
                wrong[what] = None
        return [*wrong, *(f"{name} is never reached" for name in self.page.evaluate(LEFT))]


def reach(who: Person, selector: str) -> None:
    Keys(who).to(selector, most=60)
