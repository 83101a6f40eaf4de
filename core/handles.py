"""From the name of a profile to its address, and back from an address that was pasted: one rule a channel.

    parse("instagram", "@northlake_health")   # → Profile("northlake_health", "https://www.instagram.com/northlake_health/")

A channel without a rule here (a blog, a newsletter) is given by its address, which is then its name too.
"""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Rule:
    """`hosts` are those whose addresses are understood, the first is written; `before` is what may stand before a name."""

    hosts: tuple[str, ...]
    written: str
    name: str
    before: str = ""
    example: str = "@northlake"


@dataclass(frozen=True, slots=True)
class Profile:
    handle: str
    url: str


class NotAProfile(Exception):
    """What was typed names no profile of this channel."""


RULES: dict[str, Rule] = {
    "facebook": Rule(("www.facebook.com", "facebook.com", "m.facebook.com", "fb.com"), "/{}", r"[A-Za-z0-9.-]{3,80}", r"(?:pg|pages)/", "NorthlakeHospital"),
    "x": Rule(("x.com", "twitter.com", "www.x.com", "www.twitter.com", "mobile.twitter.com"), "/{}", r"\w{1,15}"),
    "youtube": Rule(("www.youtube.com", "youtube.com", "m.youtube.com"), "/@{}", r"[\w.-]{3,30}"),
    "instagram": Rule(("www.instagram.com", "instagram.com"), "/{}/", r"[\w.]{1,30}"),
    "linkedin": Rule(("www.linkedin.com", "linkedin.com", "nl.linkedin.com"), "/company/{}/", r"[\w.%&-]{2,100}", r"(?:company|school|showcase)/", "northlake-hospital"),
    "tiktok": Rule(("www.tiktok.com", "tiktok.com"), "/@{}", r"[\w.]{2,24}"),
    "threads": Rule(("www.threads.com", "threads.com", "www.threads.net", "threads.net"), "/@{}", r"[\w.]{1,30}"),
    "bluesky": Rule(("bsky.app",), "/profile/{}", r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,18}", "profile/", "northlake.bsky.social"),
    "pinterest": Rule(("www.pinterest.com", "pinterest.com", "nl.pinterest.com"), "/{}/", r"\w{3,30}"),
    "snapchat": Rule(("www.snapchat.com", "snapchat.com"), "/add/{}", r"[\w.-]{3,15}", "add/"),
    "whatsapp": Rule(("whatsapp.com", "www.whatsapp.com"), "/channel/{}", r"[A-Za-z0-9]{20,40}", "channel/", "https://whatsapp.com/channel/…"),
    "reddit": Rule(("www.reddit.com", "reddit.com"), "/user/{}/", r"[\w-]{3,20}", r"(?:user|u)/"),
    "nextdoor": Rule(("nextdoor.com", "www.nextdoor.com"), "/pages/{}/", r"[\w-]{2,100}", "pages/", "northlake-hospital"),
}  # fmt: skip
# Names that are the channel's own pages.
_THEIRS = frozenset(
    "home login signup share sharer sharer.php explore watch groups events profile.php pages intent hashtag search i reel "
    "reels p tv stories feed settings about help legal privacy terms policies marketplace gaming messages notifications "
    "jobs learning pulse posts in results playlist shorts channel c user discover tag pin business".split()
)

_ON_LINKEDIN = ("in", "company", "school", "showcase")


def rule_of(slug: str) -> Rule | None:
    return RULES.get(slug)


def example(slug: str) -> str:
    """What to type, for a hint and an error."""
    if slug == "mastodon":
        return "@northlake@mastodon.social"
    rule = RULES.get(slug)
    return rule.example if rule else "https://www.hospital.org/blog"


def parse(slug: str, typed: str) -> Profile:
    """Raises NotAProfile."""
    text = typed.strip().rstrip("/")
    if slug == "mastodon":
        return _on_mastodon(text)
    rule = RULES.get(slug)
    if rule is None:
        return _by_address(text)
    name = _name_in(rule, text) if _is_address(rule, text) else text.removeprefix("@")
    if slug == "bluesky" and "." not in name:
        name = f"{name}.bsky.social"
    name = name.lower() if slug == "bluesky" else name
    if not re.fullmatch(rule.name, name, re.ASCII) or name.lower() in _THEIRS:
        raise NotAProfile
    return Profile(name, f"https://{rule.hosts[0]}{rule.written.format(name)}")


def parse_own(slug: str, typed: str) -> Profile:
    """What a person runs: as `parse`, but on LinkedIn a bare name is a person's and not a company's. Raises NotAProfile."""
    if slug != "linkedin":
        return parse(slug, typed)
    text = typed.strip().strip("/").removeprefix("@")
    if "/" not in text:
        text = f"in/{text}"
    elif text.partition("/")[0] not in _ON_LINKEDIN:
        parts = _split(text)
        if parts.hostname not in RULES[slug].hosts:
            raise NotAProfile
        text = parts.path.strip("/")
    kind, name = (*text.split("/"), "")[:2]
    whole = re.fullmatch(RULES[slug].name, name, re.ASCII)
    if kind not in _ON_LINKEDIN or not whole or name in _ON_LINKEDIN:
        raise NotAProfile
    return Profile(f"{kind}/{name}", f"https://www.linkedin.com/{kind}/{name}/")


def _is_address(rule: Rule, text: str) -> bool:
    return "/" in text or "://" in text or text.split("?")[0].lower() in rule.hosts


def _name_in(rule: Rule, text: str) -> str:
    parts = _split(text)
    if parts.hostname not in rule.hosts:
        raise NotAProfile
    path = unquote(parts.path).lstrip("/")
    inside = re.match(rf"(?:{rule.before})?@?([^/]+)", path) if rule.before else re.match(r"@?([^/]+)", path)
    if inside is None:
        raise NotAProfile
    return inside[1]


def _on_mastodon(text: str) -> Profile:
    """@name@server, or https://server/@name."""
    if "/" in text:
        parts = _split(text)
        server, name = parts.hostname or "", parts.path.strip("/").removeprefix("@")
    else:
        name, _at, server = text.removeprefix("@").partition("@")
    if not re.fullmatch(r"\w{1,30}", name, re.ASCII) or not _is_open_host(server):
        raise NotAProfile
    return Profile(f"@{name}@{server.lower()}", f"https://{server.lower()}/@{name}")


def _by_address(text: str) -> Profile:
    parts = _split(text)
    if not _is_open_host(parts.hostname or ""):
        raise NotAProfile
    query = f"?{parts.query}" if parts.query else ""
    url = f"https://{parts.hostname}{parts.path}{query}"
    if len(url) > 150 or re.search(r"[\s<>\"'\\]", url):
        raise NotAProfile
    return Profile(url, url)


def _split(text: str) -> SplitResult:
    """An address with or without https://; nothing with a password or a port of its own."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        odd = parts.scheme not in {"http", "https"} or parts.port is not None or "@" in parts.netloc
    except ValueError as error:
        raise NotAProfile from error
    if odd:
        raise NotAProfile
    return parts


def _is_open_host(host: str) -> bool:
    """A name with a dot, no bare address, and nothing that only this house knows."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    else:
        return False
    ends = (".local", ".internal", ".localhost", ".lan", ".home", ".corp")
    return bool(
        re.fullmatch(r"(?:[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{1,62}", host.lower())
    ) and not host.lower().endswith(ends)
