"""Where a reader of an opening comes from, as one of a few classes. What the browser sent is looked at and forgotten."""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest

from postings.models import Source

PARAMETER = "from"  # on our own links: ?from=feed

# Ends of host names. Names of Android apps ("android-app://com.linkedin.android") are host names turned round.
_SITES: dict[str, Source] = {
    **dict.fromkeys(("linkedin.com", "lnkd.in", "com.linkedin.android"), Source.LINKEDIN),
    **dict.fromkeys(("facebook.com", "fb.com", "fb.me", "com.facebook.katana"), Source.FACEBOOK),
    **dict.fromkeys(("instagram.com", "com.instagram.android"), Source.INSTAGRAM),
    **dict.fromkeys(("x.com", "twitter.com", "t.co", "com.twitter.android"), Source.X),
    **dict.fromkeys(
        ("tiktok.com", "youtube.com", "youtu.be", "threads.net", "threads.com", "bsky.app", "reddit.com",
         "pinterest.com", "whatsapp.com", "t.me", "telegram.org", "mastodon.social", "mastodon.online", "mastodon.nl",
         "social.overheid.nl", "xing.com", "snapchat.com", "discord.com"),
        Source.SOCIAL,
    ),
    **dict.fromkeys(
        ("bing.com", "duckduckgo.com", "ecosia.org", "startpage.com", "qwant.com", "search.brave.com", "kagi.com",
         "search.yahoo.com", "baidu.com", "com.google.android.googlequicksearchbox"),
        Source.ENGINE,
    ),
}  # fmt: skip
_GOOGLE = re.compile(r"(^|\.)google\.[a-z]{2,3}(\.[a-z]{2})?$")
_OWN = re.compile(r"/(?:nl/)?(?P<room>openings|hospitals)?/?(?P<rest>.*)$")
# Programs that read pages for nobody in particular. Unknown ones count as readers: better too many than a list of people.
_CRAWLERS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|scrap|monitor|uptime|headless|lighthouse|facebookexternalhit|feedfetcher|"
    r"curl/|wget/|python|java/|go-http|okhttp|axios|node-fetch|httpclient|libwww|^$",
    re.IGNORECASE,
)


def source_of(request: HttpRequest) -> Source:
    """What our own link says, else the class of the page that led here."""
    if (named := named_source(request)) != Source.DIRECT:
        return named
    try:
        referrer = urlsplit(request.headers.get("Referer", "")[:2000])
        host = (referrer.hostname or "").lower()
    except ValueError:
        return Source.DIRECT
    if not host:
        return Source.DIRECT
    own = urlsplit(f"//{request.get_host()}").hostname
    return _room(referrer.path) if host == own else _site(host)


def named_source(request: HttpRequest) -> Source:
    """What our own link says."""
    named = request.GET.get(PARAMETER, "")
    return Source(named) if named in Source.values else Source.DIRECT


def _site(host: str) -> Source:
    labels = host.split(".")
    for n in range(len(labels)):
        if (known := _SITES.get(".".join(labels[n:]))) is not None:
            return known
    return Source.ENGINE if _GOOGLE.search(host) else Source.OTHER


def _room(path: str) -> Source:
    """Which page of this board led here."""
    found = _OWN.match(path)
    room, rest = (found["room"], found["rest"]) if found else (None, path)
    if room is None:
        return Source.BOARD if rest else Source.HOME
    if room == "hospitals":
        return Source.HOSPITAL
    if not rest or rest.startswith("filters/"):
        return Source.SEARCH
    return Source.BOARD if rest[0].isdigit() else Source.LANDING


def is_reader(request: HttpRequest) -> bool:
    """Whether a person looks at the page: no program, no page that a browser fetches just in case."""
    ahead = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "")
    return (
        request.method == "GET"
        and "prefetch" not in ahead
        and not _CRAWLERS.search(request.headers.get("User-Agent", ""))
    )
