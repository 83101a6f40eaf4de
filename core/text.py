"""Texts of people: Markdown made safe, plain text for feeds and mails, and the form in which words are compared."""

import html
import unicodedata

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

# A page has one h1, its own; a text's headings start below the page's sections.
_LEVEL = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}
_TAGS = {"p", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr", "code", "pre"}
_parser = MarkdownIt("commonmark", {"html": False, "linkify": False})

# Letters of other alphabets that look like ours (of Unicode's confusables, those that names and words here need): Cyrillic,
# then Greek, then the rest.
LOOK_ALIKE = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0430\u0435\u043e\u0440\u0441\u0445\u0456\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03b1\u03bf\u03c1\u03b9\u03bd\u0443\u0458\u0455\u0501\u04bb\u04cf\u0261\u03c4\u03ba",
    "ABEKMHOPCTXIaeopcxiABEHIKMNOPTXaopivyjsdhlgtk",
)


def markdown(text: str) -> SafeString:
    """HTML of a person's Markdown: headings lowered, then only what the allow-list knows. Never raises."""
    tokens = _parser.parse(text)
    _lower_headings(tokens)
    raw = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        raw,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener ugc",
    )
    return mark_safe(clean)  # the allow-list of nh3 is what makes it safe


def _lower_headings(tokens: list[Token]) -> None:
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = _LEVEL[token.tag]


def plain(text: str) -> str:
    """The words of a Markdown text on one line, without its marks."""
    return " ".join(html.unescape(strip_tags(markdown(text))).split())


def normalise(text: str) -> str:
    """Lower case, no accents, single spaces: for `words` columns and for what is compared with them."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def beginning_of(line: str, length: int = 160) -> str:
    """As many words of a line as fit."""
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"
