"""Do all templates compile, and do they keep to the strict Content-Security-Policy?"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
# A mail has no policy and needs its styles inline. What is called …html was sanitised in Python.
FORBIDDEN = {
    re.compile(r"<[^>%{]*\sstyle\s*=", re.I): "inline style",
    re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I): "inline event handler",
    re.compile(r"<style[\s>]", re.I): "inline <style>",
    re.compile(r"<script(?![^>]*(\bsrc=|application/(ld\+)?json))", re.I): "inline <script>",
    re.compile(r"(?:src|href)\s*=\s*[\"']javascript:", re.I): "javascript: address",
    re.compile(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)\s*=\s*[\"']https?://", re.I
    ): "third-party request",
    re.compile(r"(?<!html)(?<!preview)\|\s*safe\b|\{%\s*autoescape off"): "unescaped output",
}
POST_FORM = re.compile(r"<form\b[^>]*method\s*=\s*[\"']post[\"'].*?</form>", re.I | re.S)
NAMED = re.compile(r"[\"']([\w./-]+\.(?:html|txt|xml))(?:#\w+)?[\"']")
# Found by name by Django or a library, not by our code.
FOUND_BY_NAME = re.compile(
    r"^(\d{3}(_csrf)?\.html$|admin/|account/|mfa/|usersessions/|allauth/|socialaccount/|django/|mail/|pages/)"
)


def problems() -> Iterator[str]:
    """A line for each fault."""
    from django.template import TemplateSyntaxError
    from django.template.loader import get_template

    for path in sorted(TEMPLATES.rglob("*.html")):
        name = path.relative_to(TEMPLATES).as_posix()
        try:
            get_template(name)
        except TemplateSyntaxError as error:
            yield f"templates/{name}: {error}"
        text = re.sub(
            r"\{#.*?#\}|\{% comment.*?endcomment %\}", _blank, path.read_text(encoding="utf-8"), flags=re.S
        )
        if "mail" not in path.relative_to(TEMPLATES).parts[:-1]:
            for pattern, what in FORBIDDEN.items():
                for match in pattern.finditer(text):
                    yield f"templates/{name}:{text.count(chr(10), 0, match.start()) + 1}: {what}"
        for form in POST_FORM.finditer(text):
            if "csrf_token" not in form[0]:
                yield f"templates/{name}:{text.count(chr(10), 0, form.start()) + 1}: POST form without csrf_token"
        for named in re.findall(r"\{%\s*(?:include|extends)\s+[\"']([^\"'#]+)", text):
            if not (TEMPLATES / named).exists() and not _exists(named):
                yield f"templates/{name}: there is no {named}"


def unused() -> Iterator[str]:
    """Templates that no other file names."""
    named: set[str] = set()
    for folder in ROOT.iterdir():
        if (
            folder.is_dir()
            and folder.name[0] != "."
            and folder.name not in {"var", "docs", "static", "locale"}
        ):
            for path in [*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt")]:
                named |= set(NAMED.findall(path.read_text(encoding="utf-8", errors="replace")))
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = path.relative_to(TEMPLATES).as_posix()
        if name not in named and not FOUND_BY_NAME.search(name):
            yield f"note: nothing names templates/{name}"


def _blank(match: "re.Match[str]") -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _exists(name: str) -> bool:
    from django.template import TemplateDoesNotExist
    from django.template.loader import get_template

    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
    import django

    django.setup()
    found = list(problems())
    print("\n".join([*found, *unused()]))
    sys.exit(1 if found else 0)
