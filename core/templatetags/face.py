"""Small words of the templates: icons, marks, addresses in the other language, how a form field is drawn."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.core.paginator import Paginator
from django.forms.boundfield import BoundField, BoundWidget
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, ResolverMatch, reverse, translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from core import logos, switches
from core.apps import ASKS
from core.filefield import UploadField

register = template.Library()

MARKS = ("northlake", "kettle", "merebank", "cedar", "brannoc", "waterlinie", "lakemont", "oldharbor")


@cache
def sprite() -> str:
    """The address of the one file that holds every icon. It is fixed as long as the process lives."""
    return static("icons.svg")


@register.simple_tag
@lru_cache(maxsize=500)
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """A symbol from static/icons.svg; hidden from screen readers unless it has a label of its own."""
    said = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon{}" {}><use href="{}#i-{}"/></svg>',
        f" {css}" if css else "",
        said,
        sprite(),
        name,
    )


@register.simple_tag
def mark(hospital: Any, css: str = "") -> SafeString:
    """The sign of a hospital: its logo, else one of the eight that were drawn, always the same one for a hospital."""
    key = getattr(hospital, "__dict__", {}).get(
        "logo_key", ""
    )  # never a query: what did not read it draws a sign
    if key:
        large = " mark--lg" in f" {css}"
        return format_html(
            '<img class="mark mark--logo{}" src="{}" alt="" width="48" height="48" loading="lazy">',
            f" {css}" if css else "", logos.address(key, 320 if large else 96),
        )  # fmt: skip
    return _mark(MARKS[(getattr(hospital, "pk", None) or 0) % len(MARKS)], css)


@lru_cache(maxsize=500)
def _mark(name: str, css: str) -> SafeString:
    return format_html(
        '<svg class="mark{}" aria-hidden="true"><use href="{}#m-{}"/></svg>',
        f" {css}" if css else "",
        sprite(),
        name,
    )


@register.filter
def initials(person: Any) -> str:
    """Up to two letters that stand for a person: of the name, else of the mail address."""
    name = str(getattr(person, "name", "") or getattr(person, "email", "") or person)
    words = [word for word in name.split("@")[0].replace(".", " ").split() if word[0].isalnum()]
    letters = [word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)]
    return "".join(letters).upper()


@register.simple_tag
def site_name() -> str:
    """The board's name, also on pages that are rendered without a context."""
    return str(settings.SITE_NAME)


@register.filter
def switched_on(part: str) -> bool:
    """{% if "uploads"|switched_on %}: whether a part of the board is on (core/switches.py)."""
    return switches.is_on(switches.Part(part))


# ── Addresses ────────────────────────────────────────────────────────────────────────────────────────
def addresses(request: HttpRequest) -> dict[str, str]:
    """language → address of the same page; its home page where this page has only one address. Found once a request: the
    header, the footer and the head ask."""
    if not hasattr(request, "addresses"):
        here, current = request.get_full_path(), get_language() or "en"
        found = {current: here}
        for language, _name in settings.LANGUAGES:
            if language != current:
                found[language] = _address(request, here, language)
        request.addresses = found  # type: ignore[attr-defined]
    return request.addresses  # type: ignore[attr-defined]


def _address(request: HttpRequest, here: str, language: str) -> str:
    """Made of what the address was found to mean; where nothing was found (an error page) it is looked up."""
    match: ResolverMatch | None = getattr(request, "resolver_match", None)
    there = translate_url(here, language) if match is None else here
    with override(language):
        if match is not None:
            _path, asked, query = here.partition("?")
            try:
                there = reverse(match.view_name, args=match.args, kwargs=match.kwargs) + asked + query
            except NoReverseMatch:
                pass  # a page without a name has one address
        return there if there != here else reverse("home")


@register.simple_tag(takes_context=True)
def other_language_url(context: template.Context) -> str:
    """The same page, query included, in the language that the page is not in."""
    request: HttpRequest | None = context.get("request")
    language = "en" if get_language() == "nl" else "nl"
    return addresses(request)[language] if request else ("/nl/" if language == "nl" else "/")


@register.simple_tag(takes_context=True)
def language_alternates(context: template.Context) -> list[tuple[str, str]]:
    """(language, absolute address) of this page in each language, for hreflang."""
    request: HttpRequest | None = context.get("request")
    if request is None or getattr(request, "resolver_match", None) is None:
        return []
    found = addresses(request)
    return [(code, request.build_absolute_uri(found[code])) for code, _ in settings.LANGUAGES]


@register.simple_tag(takes_context=True)
def current(context: template.Context, *names: str) -> SafeString:
    """aria-current for a link of the menu: "page" on the first URL name, "true" on the others and below an app."""
    match = getattr(context.get("request"), "resolver_match", None)
    here = match.view_name if match else ""
    if here == names[0]:
        return SafeString(' aria-current="page"')
    if here in names[1:] or any(name.endswith(":") and here.startswith(name) for name in names):
        return SafeString(' aria-current="true"')
    return SafeString("")


# ── Forms ────────────────────────────────────────────────────────────────────────────────────────────
@register.filter
def kind(field: BoundField) -> str:
    """How components/field.html draws it: hidden, check (one box), group (choices), or control."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    return "control"


@register.filter
def data(field: BoundField, name: str) -> str:
    """A `data-…` attribute of the field's widget, such as its prefix ("$") or its suffix ("a year")."""
    return str(field.field.widget.attrs.get(f"data-{name}", ""))


@register.filter
def described(field: BoundField) -> str:
    """The ids of hint and error, as Django names them: what aria-describedby must hold."""
    return str(field.aria_describedby or field.field.widget.attrs.get("aria-describedby", ""))


@register.filter
def control(field: BoundField) -> SafeString:
    """The bare control with its aria-describedby; a file stays one control, without Django's link to the old one."""
    attrs: dict[str, str | bool] = {"aria-describedby": described(field)} if described(field) else {}
    widget = field.field.widget
    if isinstance(field.field, UploadField) and not switches.is_on(switches.Part.UPLOADS):
        return format_html(
            '<p class="muted" id="{}">{}</p>', field.id_for_label, switches.SAID[switches.Part.UPLOADS][0]
        )
    if isinstance(widget, forms.ClearableFileInput):
        plain = forms.FileInput(attrs=widget.attrs)
        return field.as_widget(plain, attrs={**attrs, "id": field.id_for_label})
    return field.as_widget(attrs=attrs)


@register.filter
def choice_groups(field: BoundField) -> list[tuple[str, list[BoundWidget]]]:
    """(name of the group, its choices); choices that stand in no group are one group without a name."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({}, widget)
    attrs.setdefault("id", field.auto_id)
    groups: Iterable[Any] = widget.get_context(field.html_name, field.value(), attrs)["widget"]["optgroups"]
    found: list[tuple[str, list[BoundWidget]]] = []
    for name, options, _ in groups:
        bound = [BoundWidget(widget, option, field.form.renderer) for option in options]
        if found and not name and not found[-1][0]:
            found[-1][1].extend(bound)  # Django puts each single choice into a group of its own
        else:
            found.append((str(name or ""), bound))
    return found


@register.filter
def first_control(field: BoundField) -> str:
    """The id that an error's link must reach: the first choice of a group, else the control itself."""
    if kind(field) != "group":
        return field.id_for_label or field.auto_id
    return next((option.id_for_label or "" for _, options in choice_groups(field) for option in options), "")


@register.filter
def problems(form: forms.BaseForm) -> list[tuple[str, str]]:
    """(id of the control or "", words) for each thing to fix, in the order of the page.

    The words are those beside the field; a general one ("Fill this in") gets the field's label before it.
    """
    general = {str(words) for words in ASKS.values()}
    found = [("", str(error)) for error in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else first_control(field)
        for error in field.errors:
            found.append((target, f"{field.label}: {error}" if error in general else str(error)))
    return found


# ── Pages of a list ──────────────────────────────────────────────────────────────────────────────────
@register.filter
def elided(paginator: Paginator, number: int) -> list[int | str]:
    """The page numbers to show around this one, with "…" for those left out (an ellipsis is not a number)."""
    return list(paginator.get_elided_page_range(number, on_each_side=1, on_ends=1))


@register.filter
def quoted(text: str) -> str:
    """Someone's words in a plain mail: each line behind "> "."""
    return "\n".join(f"> {line}".rstrip() for line in str(text).splitlines())
