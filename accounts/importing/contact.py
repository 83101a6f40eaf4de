"""Who somebody is and how to reach them: name, headline, telephone, place, channels of their own, links."""

import re
from collections.abc import Iterator

from accounts.importing.dates import period
from accounts.importing.suggestion import Suggestion, because, cut
from core import gazetteer
from core.handles import RULES, NotAProfile, parse_own
from core.placenames import CITY, POSTCODE
from core.text import normalise

_TITLE = re.compile(
    r"^(?:curriculum vitae|resume|résumé|cv|europass|levensloop|page \d.*|pagina \d.*)\b[\s:–-]*(?:of|van|for)?\s*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W*([A-Za-zÀ-ÿ() /.-]{2,30}?)\s*(?::\s*|\t\s*)(.*)$")
_NAME = re.compile(r"^[^\W\d_][\w.'’-]*(?: [^\W\d_(][\w.'’()-]*){1,5}$")
_PIECE = re.compile(r"\s*[|•·●▪◦;\t]\s*|\s+[–—-]\s+|\s{3,}")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\],;|]+|\b(?:[a-z0-9-]+\.)+(?:com|org|net|nl|eu|io|me|edu|social|app|blog|be|de|"
    r"co\.uk|media|studio|care|health)(?:/[^\s<>()\[\],;|]*)?(?![\w@.-])",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w/.@-])(?:\+|00)?\(?\d[\d ().\u00a0/-]{6,20}\d(?![\w@/-])")
_PHONE_LABEL = re.compile(
    r"\b(?:tel|telephone|telefoon|telefoonnummer|phone|mobile|mobiel|cell|gsm|m|t|p)\b\.?", re.IGNORECASE
)
_NAME_LABELS = {"name", "naam", "full name", "volledige naam", "first name(s) / surname(s)", "surname(s) / first name(s)"}  # fmt: skip
_PLACE_LABELS = {"address", "adres", "woonplaats", "place", "plaats", "location", "locatie", "city", "home", "residence", "address(es)", "woonadres", "based in"}  # fmt: skip
_HEADLINE_LABELS = {"headline", "title", "functie", "function", "profession", "beroep", "job title", "occupation", "functietitel", "desired employment / occupational field", "job applied for"}  # fmt: skip
_HANDLE = re.compile(r"(?<![\w.])@[A-Za-z0-9][\w.-]{1,38}(?:@[\w.-]+\.\w+)?")
_NETWORKS = {"twitter": "x", "x (twitter)": "x", "insta": "instagram", "fb": "facebook", "ig": "instagram", "yt": "youtube"}  # fmt: skip
MAX_LINKS = 5


def labelled(line: str) -> tuple[str, str]:
    """("phone", "+31 6 …") of "Phone: +31 6 …"; ("", the line) without a label."""
    found = _LABEL.match(line)
    if found is None or found[2].startswith("//") or found[1].lower() in {"http", "https"}:
        return "", line.strip()
    return normalise(found[1]), found[2].strip()


def name_and_headline(head: list[str], contact: list[str], largest: str) -> Iterator[Suggestion]:
    """The largest words where they can be a name, else the first that can; and what stands under them."""
    told = [labelled(line) for line in [*head, *contact]]
    by_label = next((v for k, v in told if k in _NAME_LABELS and _NAME.match(v)), "")
    lines = [_TITLE.sub("", piece) for line in head[:30] for piece in _PIECE.split(line) if piece.strip()]
    at = next((i for i, line in enumerate(lines) if line == largest and _is_name(line)), None)
    if at is None:
        at = next((i for i, line in enumerate(lines[:4]) if _is_name(line)), None)
    name = by_label or (lines[at] if at is not None else "")
    if name:
        yield Suggestion("name", {"name": cut(_cased(name), 120)}, because(name))
    said = next((v for k, v in told if k in _HEADLINE_LABELS and v), "")
    if not said and at is not None:
        said = next((line for line in lines[at + 1 : at + 6] if _is_headline(line)), "")
    if said:
        yield Suggestion("headline", {"headline": cut(_cased(said), 120)}, because(said))


def _is_name(line: str) -> bool:
    words = line.split()
    big = sum(word[0].isupper() for word in words)
    return bool(_NAME.match(line)) and len(line) <= 60 and big >= 2 and not _is_place(line)


def _is_headline(line: str) -> bool:
    bare = line.strip()
    return (
        3 < len(bare) <= 120
        and not re.search(r"[@\d]|https?:|www\.|:", bare)
        and not _ADDRESS.search(bare)
        and not _is_place(bare)
        and not bare.endswith(".")
    )


def _cased(text: str) -> str:
    return text.title() if text.isupper() and " " in text else text


def phone(lines: list[str], everything: list[str]) -> Iterator[Suggestion]:
    """The first number that can be a telephone; in the rest of the CV only behind a label."""
    labelled_lines = [line for line in everything if _PHONE_LABEL.search(line)]
    for line in [*[x for x in lines if _PHONE_LABEL.search(x)], *lines, *labelled_lines]:
        for found in _PHONE.finditer(line):
            digits = re.sub(r"\D", "", found[0])
            if 9 <= len(digits) <= 15 and not period(found[0]) and len(found[0]) <= 30:
                yield Suggestion("phone", {"phone": " ".join(found[0].split())}, because(line))
                return


def place(lines: list[str]) -> Iterator[Suggestion]:
    """The town that somebody lives in; street and postcode are not asked for and not kept."""
    told = [labelled(line) for line in lines]
    first = [value for key, value in told if key in _PLACE_LABELS]
    rest = [value for key, value in told if key not in _NAME_LABELS | _HEADLINE_LABELS]
    for line in [*first, *rest]:
        pieces = [p for p in _PIECE.split(line) if p and "@" not in p and not _ADDRESS.search(p)]
        for piece in pieces:
            if (spot := _spot(piece, sure=line in first)) is not None:
                city = spot.city if spot.kind == POSTCODE else spot.name
                values = {"city": city, "region": spot.region, "country": spot.country}
                yield Suggestion("place", values, because(line))
                return


def _is_place(text: str) -> bool:
    return _spot(text, sure=False) is not None or bool(re.fullmatch(r"[\w .'-]+, [A-Z]{2}(?: \d{5})?", text))


def _spot(text: str, *, sure: bool) -> gazetteer.Spot | None:
    """A town with its region, a postcode behind a town's name, or a large town alone; never a guess."""
    text = re.sub(r"\(.*?\)", "", text).strip(" .,")
    if not 2 < len(text) <= 90 or len(text.split()) > 12 or _PHONE.fullmatch(text):
        return None
    coded = re.search(r"\b\d{4} ?[A-Z]{2}\b\s*,?\s*[A-Za-z' -]+|[A-Za-z' .-]+,? [A-Z]{2},? \d{5}\b", text)
    tails = [",".join(text.split(",")[n:]).strip() for n in range(min(4, text.count(",") + 1))]
    if coded:
        spots = gazetteer.find(coded[0])
        if len(spots) == 1 and not spots[0].guessed and spots[0].kind in {CITY, POSTCODE}:
            return spots[0]
    for tail in tails:
        if "," in tail or sure or gazetteer.named([tail]):
            spots = gazetteer.find(tail) if not re.search(r"\d", tail) else []
            if len(spots) == 1 and spots[0].kind == CITY and not spots[0].guessed:
                return spots[0]
    return None


def channels_and_links(lines: list[str], behind: list[str]) -> Iterator[Suggestion]:
    """Own channels by their address or "Instagram: @name"; every other address is a link.

    `behind`: addresses behind words. Only the head and the parts about oneself are read: an address in a job is the
    employer's.
    """
    seen: set[tuple[str, str]] = set()
    links = 0
    for line, address in [*_addresses(lines), *((address, address) for address in behind)]:
        found = _channel_of(address)
        if found is None and links < MAX_LINKS and (url := _as_link(address)):
            host = url.split("/")[2].removeprefix("www.")
            found = Suggestion("link", {"label": cut(host, 60), "url": url}, because(line))
        if found is None or (key := _key(found)) in seen:
            continue
        seen.add(key)
        links += found.kind == "link"
        yield Suggestion(found.kind, found.values, because(line))
    for line in lines:
        for found in _by_handle(line):
            if (key := _key(found)) not in seen:
                seen.add(key)
                yield found


def _key(one: Suggestion) -> tuple[str, str]:
    v = one.values
    return (v.get("channel", ""), (v.get("handle") or v.get("url", "")).lower().rstrip("/"))


def _addresses(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        without_mail = re.sub(r"\S+@\S+\.\w+", " ", line)
        found = [match[0].rstrip(".,;:)'\"") for match in _ADDRESS.finditer(without_mail)]
        # "northlake.org: https://northlake.org/work" is one address
        yield from ((line, one) for one in found if not any(one != other and one in other for other in found))


def _channel_of(address: str) -> Suggestion | None:
    host = re.sub(r"^https?://", "", address.lower()).split("/")[0].split("?")[0]
    for slug, rule in RULES.items():
        if host in {*rule.hosts, f"www.{rule.hosts[0].removeprefix('www.')}"}:
            try:
                return Suggestion("channel", {"channel": slug, "handle": parse_own(slug, address).handle})
            except NotAProfile:
                return None
    return None


def _as_link(address: str) -> str:
    """https://…; "" for a channel's own page, a mail address, or what is too long."""
    url = address if re.match(r"https?://", address, re.IGNORECASE) else f"https://{address}"
    host = url.split("/")[2].lower() if url.count("/") >= 2 else ""
    theirs = any(host in rule.hosts for rule in RULES.values())
    known = re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,24}", host)
    return url if known and not theirs and len(url) <= 300 and "europass" not in host else ""


def _by_handle(line: str) -> Iterator[Suggestion]:
    """ "Instagram: @name", "TikTok @name" """
    for piece in re.split(r"\s*[|•·;\t,]\s*", line):
        found = _HANDLE.search(piece)
        if not found:
            continue
        before = normalise(piece[: found.start()]).strip(" :-–(") or normalise(piece[found.end() :]).strip(
            " ()"
        )
        slug = _NETWORKS.get(before, before)
        if slug not in RULES and slug != "mastodon":
            continue
        try:
            handle = parse_own(slug, found[0]).handle
        except NotAProfile:
            continue
        yield Suggestion("channel", {"channel": slug, "handle": handle}, because(line))
