"""An opening told elsewhere: where to, in which words, and the picture beside its address."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.conf import settings as board
from django.test import Client
from django.utils import timezone, translation
from PIL import Image

from core import share_drawing
from core.lettering import BOLD, drawable, font_of
from core.share_drawing import HEIGHT, LEFT, RIGHT, WIDTH, Piece, laid_out, png
from core.share_picture import Fact, SharePicture
from hospitals.models import FormerHospital, Hospital
from postings import sharing
from postings.forms.sharing import ServerForm
from postings.models import Posting

Make = Callable[..., Posting]


@pytest.fixture
def odd(make_posting: Make) -> Posting:
    """Letters that an address has to keep apart."""
    return make_posting(title="R&D: 100% “verhalen” + cafés #1?")


# ── Links ────────────────────────────────────────────────────────────────────────────────────────────
def told(address: str) -> tuple[str, str]:
    """(text, address of the opening) that another site reads from a link."""
    asked = {
        name: values[0] for name, values in parse_qs(urlsplit(address).query, strict_parsing=True).items()
    }
    text = asked.get("text") or asked.get("subject") or ""
    url = asked.get("url") or asked.get("u") or (asked.get("body") or text).split()[-1]
    return text.removesuffix(url).strip(), url


@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_way_brings_the_words_and_the_address_to_the_letter(odd: Posting, language: str) -> None:
    with translation.override(language):
        shared = sharing.shared(odd)
        at = {"en": "at", "nl": "bij"}[language]
        said = f"R&D: 100% “verhalen” + cafés #1? {at} Northlake General Hospital, Tacoma, WA"
        assert shared.text == said
        home = f"{board.SITE_URL}{'/nl' if language == 'nl' else ''}/openings/{odd.pk}/{odd.slug}/"
        assert {name: told(way) for name, way in shared.ways} == {
            "LinkedIn": ("", f"{home}?from=linkedin"),  # takes its words from the page
            "X": (said, f"{home}?from=x"),
            "Facebook": ("", f"{home}?from=facebook"),
            "Bluesky": (said, f"{home}?from=social"),
            "WhatsApp": (said, f"{home}?from=social"),
            str(translation.gettext("Email")): (said, home),
        }
        mail = shared.ways[-1][1]
        assert unquote(mail.partition("&body=")[2]) == f"{said}\r\n{home}"
        assert told(shared.on_mastodon("mastodon.social")) == (said, f"{home}?from=social")
        assert urlsplit(shared.on_mastodon("mastodon.social"))[:3] == ("https", "mastodon.social", "/share")


def test_unpaid_work_and_work_from_anywhere_are_said(make_posting: Make) -> None:
    unpaid = make_posting(
        title="Stage", engagement_id="internship", internship_weeks=20, unpaid=True, learning_goals="Video.",
        supervisor="Priya", pay_min=None, pay_max=None, pay_currency="", pay_period_id=None,
    )  # fmt: skip
    remote = make_posting(mode="remote", remote_countries=["NL"])
    with translation.override("nl"):
        assert sharing.shared(unpaid).text == "Stage bij Northlake General Hospital, Tacoma, WA (onbetaald)"
        assert sharing.shared(remote).text.endswith("Northlake General Hospital, Op afstand (Nederland)")


@pytest.mark.parametrize("prefix", ["", "/nl"])
def test_the_page_of_a_live_opening_leads_to_all_ways(client: Client, posting: Posting, prefix: str) -> None:
    page = client.get(prefix + posting.get_absolute_url()).content.decode()
    address = f"{prefix}/openings/{posting.pk}/{posting.slug}/share/"
    assert f'rel="nofollow" href="{address}"' in page
    for htmx in ({}, {"HX-Request": "true"}):
        answer = client.get(address, headers=htmx)
        links = re.findall(r'rel="noopener noreferrer nofollow" href="([^"]+)"', answer.content.decode())
        with translation.override(prefix[1:] or "en"):
            shared = sharing.shared(posting)
        assert [unescape(link) for link in links] == [way for _, way in shared.ways]
        assert f'value="{shared.address}" readonly data-copy' in answer.content.decode()
        assert ("<html" in answer.content.decode()) is not bool(htmx)


def test_an_ended_opening_is_shared_no_more_and_its_own_page_says_why(
    client: Client, posting: Posting
) -> None:
    Posting.objects.filter(pk=posting.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    address, there = f"/openings/{posting.pk}/{posting.slug}/share/", posting.get_absolute_url()
    for method in (client.get, client.post):
        answer = method(address)
        assert (answer.status_code, answer["Location"]) == (302, there)
    assert client.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == there
    assert "/share/" not in client.get(there).content.decode()
    Posting.objects.filter(pk=posting.pk).update(frozen_at=timezone.now())
    assert client.get(address).status_code == 404


# ── A hospital ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("prefix", ["", "/nl"])
def test_the_page_of_a_hospital_leads_to_all_ways(client: Client, hospital: Hospital, prefix: str) -> None:
    address = f"{prefix}/hospitals/northlake/share/"
    assert f'rel="nofollow" href="{address}"' in client.get(f"{prefix}/hospitals/northlake/").content.decode()
    with translation.override(prefix[1:] or "en"):
        shared = sharing.shared_hospital(hospital)
    at = {"": "at", "/nl": "bij"}[prefix]
    assert shared.text == f"Social media {at} Northlake General Hospital, Tacoma, WA"
    home = f"{board.SITE_URL}{prefix}/hospitals/northlake/"
    assert {told(way) for _, way in shared.ways} == {("", home), (shared.text, home)}
    for htmx in ({}, {"HX-Request": "true"}):
        page = client.get(address, headers=htmx).content.decode()
        links = re.findall(r'rel="noopener noreferrer nofollow" href="([^"]+)"', page)
        assert [unescape(link) for link in links] == [way for _, way in shared.ways]
        assert f'value="{home}" readonly data-copy' in page
        assert ("<html" in page) is not bool(htmx)


def test_a_hospital_is_brought_to_ones_own_server(client: Client, hospital: Hospital) -> None:
    answer = client.post("/hospitals/northlake/share/", {"server": "@me@mastodon.social"})
    there = sharing.shared_hospital(hospital).on_mastodon("mastodon.social")
    assert (answer.status_code, answer["Refresh"]) == (200, f"0; url={there}")


@pytest.mark.parametrize("change", [{"frozen_at": timezone.now()}, {"status": "unverified"}])
def test_a_hospital_that_is_off_the_board_is_not_shared(
    client: Client, hospital: Hospital, change: dict[str, Any]
) -> None:
    addresses = [f"/hospitals/northlake/{name}" for name in ("share/", "picture.png")]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    Hospital.objects.filter(pk=hospital.pk).update(**change)
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_an_old_address_of_a_hospital_leads_to_the_new_one(client: Client, hospital: Hospital) -> None:
    FormerHospital.objects.create(slug="southlake", number=99, at=timezone.now(), hospital=hospital)
    for name in ("share/", "picture.png"):
        answer = client.get(f"/nl/hospitals/southlake/{name}")
        assert (answer.status_code, answer["Location"]) == (301, f"/nl/hospitals/northlake/{name}")


def test_the_page_of_a_hospital_says_how_it_looks_elsewhere(client: Client, hospital: Hospital) -> None:
    Hospital.objects.filter(pk=hospital.pk).update(about_en="We tell\nwhat we do. " * 20, beds=1200)
    hospital.refresh_from_db()
    said, shared = (
        head(client.get("/hospitals/northlake/").content.decode()),
        sharing.shared_hospital(hospital),
    )
    assert (said["og:title"], said["og:url"]) == (shared.text, f"{board.SITE_URL}/hospitals/northlake/")
    assert said["og:description"].startswith("We tell what we do. ") and len(said["og:description"]) <= 162
    assert "Beds: 1,200" in said["og:image:alt"]
    picture = client.get(said["og:image"].removeprefix(board.SITE_URL))
    assert Image.open(io.BytesIO(picture.content)).size == (WIDTH, HEIGHT)
    again = client.get("/hospitals/northlake/picture.png", headers={"If-None-Match": picture["ETag"]})
    assert again.status_code == 304
    Hospital.objects.filter(pk=hospital.pk).update(beds=1300)
    changed = head(client.get("/hospitals/northlake/").content.decode())
    assert changed["og:image"] != said["og:image"]


# ── One's own Mastodon server ────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("mastodon.social", "mastodon.social"),
        ("  Social.Overheid.NL ", "social.overheid.nl"),
        ("müller.example", "xn--mller-kva.example"),
        ("https://Mastodon.Social", "mastodon.social"),
        ("http://mastodon.social/@me?x=1#top", "mastodon.social"),
        ("@me@mastodon.social", "mastodon.social"),
        ("me.too@mastodon.social", "mastodon.social"),
    ],
)
def test_a_server_is_reached_by_its_name(client: Client, posting: Posting, typed: str, host: str) -> None:
    answer = client.post(f"/openings/{posting.pk}/{posting.slug}/share/", {"server": typed})
    there = sharing.shared(posting).on_mastodon(host)
    assert (answer.status_code, answer["Refresh"]) == (200, f"0; url={there}")
    assert there.startswith(f"https://{host}/share?text=Social%20media%20manager%20at%20")
    assert f'href="{there}"' in unescape(answer.content.decode())
    assert "Set-Cookie" not in answer or host not in str(answer.cookies)  # nothing of it is kept


NO_HOST = [
    "javascript:alert(1)", "https://me@mastodon.social", "//evil.example", "@me@", "mastodon.social:8443", "https://",
    "https://mastodon.social:8443", "https://mastodon.social／evil", "https://mastodon.social＠evil.example", "@@evil.example",
    "ftp://mastodon.social", "a@b@mastodon.social", "me@mastodon.social/x", "https://[::1]", "https://[", "https:///x",
    "javascript://a@b.example",
    "mastodon.social/share", "mastodon.social／evil", "mastodon.social？x", "mastodon.social＠evil.example", "mastodon",
    "127.0.0.1", "[::1]", "localhost", "mastodon social", "mastodon.social\r\nX: y", "-a.example", "a..example",
    "a" * 64 + ".example", "mastodon.social?x=1", "mastodon.social#", "mastodon.social;x", ".", "",
    "<b>.example", "%2e.example", "{server}.example", "mastodon.social。/x",
]  # fmt: skip


def test_anything_but_a_host_name_is_refused() -> None:
    assert [typed for typed in NO_HOST if ServerForm({"server": typed}).is_valid()] == []


@pytest.mark.parametrize("typed", ["", "https://mastodon", "@me"])
def test_what_was_typed_stays_with_a_message_beside_it(client: Client, posting: Posting, typed: str) -> None:
    answer = client.post(f"/openings/{posting.pk}/{posting.slug}/share/", {"server": typed})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Refresh" not in answer and "/share?text" not in page
    assert 'aria-invalid="true"' in page and "the name of your server, such as mastodon.social" in page
    assert not typed or f'value="{typed}"' in unescape(page)


def test_a_link_cannot_send_a_reader_away(client: Client, posting: Posting) -> None:
    """Only who typed it here is led on: an address with a server in it, and a form of another site, do nothing."""
    address = f"/openings/{posting.pk}/{posting.slug}/share/"
    answer = client.get(address, {"server": "evil.example"})
    assert answer.status_code == 200 and "Refresh" not in answer and b"https://evil" not in answer.content
    assert Client(enforce_csrf_checks=True).post(address, {"server": "evil.example"}).status_code == 403


# ── What the page says of itself ─────────────────────────────────────────────────────────────────────
def head(page: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page)
    assert len({name for name, _ in found}) == len(found)
    return {name: unescape(words) for name, words in found}


@pytest.mark.parametrize(("prefix", "locale", "other"), [("", "en_US", "nl_NL"), ("/nl", "nl_NL", "en_US")])
def test_the_page_says_how_it_looks_elsewhere(
    client: Client, odd: Posting, settings: Any, prefix: str, locale: str, other: str
) -> None:
    settings.SITE_URL = "https://corridor.example"
    with translation.override(prefix[1:] or "en"):
        shared = sharing.shared(odd)
    said = head(client.get(prefix + odd.get_absolute_url()).content.decode())
    assert said == {
        "og:site_name": "Corridor",
        "og:type": "website",
        "og:locale": locale,
        "og:locale:alternate": other,
        "og:url": f"https://corridor.example{prefix}/openings/{odd.pk}/{odd.slug}/",
        "og:title": shared.text,
        "og:description": shared.summary,
        "og:image": f"https://corridor.example{prefix}/openings/{odd.pk}/{odd.slug}/picture.png?v={int(odd.changed_at.timestamp())}",
        "og:image:alt": str(shared.said),
        "og:image:width": "1200",
        "og:image:height": "630",
        "twitter:card": "summary_large_image",
    }
    assert said["og:description"].startswith("You plan and write")  # not its heading
    assert "$64,000–$78,000" in said["og:image:alt"] or "64.000" in said["og:image:alt"]
    path = said["og:image"].removeprefix("https://corridor.example")
    assert client.get(path)["Content-Type"] == "image/png"


def test_other_pages_show_the_boards_own_picture(client: Client, hospital: Hospital) -> None:
    drawn = []
    for page, picture in (("/", "/picture.png"), ("/nl/hospitals/", "/nl/picture.png")):
        assert head(client.get(page).content.decode())["og:image"] == board.SITE_URL + picture
        drawn.append(client.get(picture).content)
        assert Image.open(io.BytesIO(drawn[-1])).size == (WIDTH, HEIGHT)
    assert drawn[0] != drawn[1]
    # no byte too many, and no picture of its own
    assert head(client.get("/openings/").content.decode()) == {}


# ── The picture ──────────────────────────────────────────────────────────────────────────────────────
def address_of(posting: Posting, prefix: str = "") -> str:
    return f"{prefix}/openings/{posting.pk}/{posting.slug}/picture.png"


def test_the_picture_is_a_png_that_is_not_sent_twice(
    client: Client, posting: Posting, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(address_of(posting))
    picture = Image.open(io.BytesIO(first.content))
    assert (first["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", (1200, 630))
    assert len(first.content) < 60_000
    assert first["ETag"].startswith('"') and first["Cache-Control"] == "public, no-cache"
    assert not first.cookies
    monkeypatch.setattr(share_drawing, "png", lambda _: pytest.fail("drawn although it is known"))
    again = client.get(address_of(posting), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_it_changes_with_the_language_and_with_what_it_shows_only(client: Client, posting: Posting) -> None:
    def tag(prefix: str = "") -> str:
        posting.refresh_from_db()
        return str(client.get(address_of(posting, prefix))["ETag"])

    english = tag()
    assert tag("/nl") != english
    Posting.objects.filter(pk=posting.pk).update(description="Other words.", respond_by_days=5)
    assert tag() == english
    seen = {english}
    for change in (
        {"pay_max": 79000}, {"closes_at": timezone.now() + timedelta(days=9)}, {"hours": "part_time"},
        {"title": "Social media lead"}, {"closes_at": timezone.now() - timedelta(days=1)},
    ):  # fmt: skip
        Posting.objects.filter(pk=posting.pk).update(**change)
        assert tag() not in seen
        seen.add(tag())
    Hospital.objects.update(name="Another name")
    assert tag() not in seen


def test_an_old_name_of_it_leads_to_the_new_one(client: Client, posting: Posting) -> None:
    answer = client.get(f"/nl/openings/{posting.pk}/old-name/picture.png")
    assert (answer.status_code, answer["Location"]) == (301, address_of(posting, "/nl"))


@pytest.mark.parametrize(
    "change",
    [
        {"status": "draft", "publish_at": None, "published_at": None},
        {"status": "in_review", "publish_at": None, "published_at": None},
        {"publish_at": timezone.now() + timedelta(days=1)},
        {"frozen_at": timezone.now()},
    ],
)
def test_what_nobody_may_read_has_no_picture(
    client: Client, posting: Posting, change: dict[str, Any]
) -> None:
    tag = client.get(address_of(posting))["ETag"]
    Posting.objects.filter(pk=posting.pk).update(**change)
    assert client.get(address_of(posting), headers={"If-None-Match": tag}).status_code == 404
    assert client.get(posting.get_absolute_url()).status_code == 404


def test_a_picture_asks_two_questions(
    client: Client, posting: Posting, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(2):
        client.get(address_of(posting))


LONG = "Socialmediacommunicatieadviseur crisiscommunicatie en gezondheidsvoorlichting voor het kinderziekenhuis en de poliklinieken"
TITLES = [
    "Lead", LONG[:120], "W" * 120, "W " * 60, ("Patiëntenvoorlichtingscommunicatiemedewerker/" * 3)[:120],
    "i" * 120, "Social media — “stories” & café’s, één, naïef, coördinator, Łódź, Ğ, 50 %",
]  # fmt: skip
NAMES = ["UMC", "Stichting " + "Samenwerkende Ziekenhuizen van Noordoost-Nederland " * 4]


def test_whatever_was_written_fits_beside_the_line() -> None:
    kinds = {"UMC": "Deeltijd", NAMES[1]: "Stage, 20 weken (in de avond, in het weekend en in overleg)"}
    for at, title in enumerate(TITLES):
        for name in NAMES:
            facts = (
                Fact(
                    "Salaris", ("Onbetaald", "€ 3.480–€ 4.760", "$1,064,000–$1,078,000")[at % 3], "per maand"
                ),
                Fact("Soort werk", kinds[name]),
                Fact("Open tot en met", "30 september 2027"),
            )
            place = "Capelle aan den IJssel, Zuid-Holland en nog 12 plaatsen"
            pieces = laid_out(SharePicture(title, (name[:200], place), facts))
            _fit(pieces)
            of_title = [p for p in pieces if p.weight == BOLD and p.y < share_drawing.FLOOR]
            shown = "".join(piece.text for piece in of_title).replace(" ", "")
            assert shown == drawable(title).replace(" ", "")  # nothing of a title is cut


def _fit(pieces: list[Piece]) -> None:
    """Each inside the frame and beside the line, none on another."""
    boxes = [piece.box for piece in pieces]
    for piece, (left, top, right, bottom) in zip(pieces, boxes, strict=True):
        most = LEFT + share_drawing.COLUMN if piece.y < share_drawing.FLOOR else RIGHT
        assert left >= LEFT - 4 and right <= most and top >= 110 and bottom <= HEIGHT - 24, piece
        assert bottom < share_drawing.FLOOR - 5 or top > share_drawing.FLOOR + 5, piece
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Verhalen 🎉👩🏽‍⚕️ over zorg", "Verhalen over zorg"),
        ("Coördinator één naïve reünie", "Coördinator één naïve reünie"),
        ("Łódź Ğürsel", "Lódz Gürsel"),
        ("社会媒体", "Opening"),
        ("\u202ereversed\u200b \x07bell\ud800", "reversed bell"),
        ("ｆｕｌｌ ｗｉｄｔｈ ﬁn", "full width fin"),
        ("", "Opening"),
        ("مدير وسائل التواصل", "Opening"),
    ],
)
def test_letters_that_the_face_lacks_never_stop_it(title: str, shown: str) -> None:
    picture = SharePicture(title, ("🏥", title), (Fact("Pay", "€ 1\u202f200 😀"),), otherwise="Opening")
    lines = [p.text for p in laid_out(picture) if p.weight == BOLD and p.y < share_drawing.FLOOR]
    assert " ".join(line.strip() for line in lines) == shown
    assert png(picture).startswith(b"\x89PNG")


def test_the_face_of_the_board_draws_it_not_one_of_the_machine() -> None:
    families = [str(font_of(name, 40, 700).getname()[0]) for name in ("atkinson-next", "figures")]
    assert families[0].startswith("Atkinson Hyperlegible") and families[1].startswith("Figtree")


def test_an_unpaid_internship_says_so_in_its_picture_and_its_words(make_posting: Make) -> None:
    posting = make_posting(
        title="Stage", engagement_id="internship", internship_weeks=20, unpaid=True, learning_goals="Video.",
        supervisor="Priya", pay_min=None, pay_max=None, pay_currency="", pay_period_id=None,
    )  # fmt: skip
    with translation.override("nl"):
        picture = sharing.shared(posting).said
        assert picture.facts[:2] == (
            Fact("Salaris", "Onbetaald", "", warn=True),
            Fact("Soort werk", "Stage, 20 weken"),
        )
        assert "Salaris: Onbetaald. Soort werk: Stage, 20 weken. Open tot en met: " in str(picture)
    words = {piece.text: piece.colour for piece in laid_out(picture)}
    assert words["Onbetaald"] == share_drawing.WARN
