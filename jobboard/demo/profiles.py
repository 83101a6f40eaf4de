"""What hospitals of the demo say of themselves beyond their texts: a logo, sites, departments, channels, readiness."""

from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from core import logos
from core.handles import NotAProfile, parse
from hospitals.models import Hospital, Readiness, Seat, Site

WORDS = {
    "US": (
        [("Eastside Clinic", "410 Alder Street"), ("Children’s Pavilion", "22 Hill Road")],
        [
            "Emergency",
            "Cancer care",
            "Birth center",
            "Heart and vessels",
            "Physical therapy",
            "Community health",
        ],
    ),
    "NL": (
        [("Locatie Noord", "Havenweg 12"), ("Polikliniek Centrum", "Marktplein 3")],
        [
            "Spoedeisende hulp",
            "Oncologie",
            "Verloskunde",
            "Hart en vaten",
            "Revalidatie",
            "Kindergeneeskunde",
        ],
    ),
}


def load_profiles(hospitals: list[Hospital], now: datetime) -> None:
    for n, hospital in enumerate(h for h in hospitals if h.is_verified):
        _channels(hospital, n, now)
        if n >= 4:
            continue
        sites, hospital.departments = WORDS[hospital.country]
        Site.objects.bulk_create(
            Site(hospital=hospital, name=name, address=address, city=hospital.city, position=i)
            for i, (name, address) in enumerate(sites)
        )
        if n == 0:
            hospital.logo_key = logos.keep(_drawn())
        hospital.save(update_fields=["departments", "logo_key"])
        Readiness.objects.create(
            hospital=hospital, policy="yes" if n % 2 == 0 else "soon", policy_url=hospital.website if n % 2 == 0 else "",
            approval="two_days", team_size=2 + n, physicians="few", privacy_contact=f"privacy@{hospital.web_domain}",
            confirmed_at=now - timedelta(days=400 if n == 3 else 40 * (n + 1)),
            confirmed_by=getattr(Seat.objects.filter(hospital=hospital, role="owner").first(), "user", None),
        )  # fmt: skip


def _channels(hospital: Hospital, n: int, now: datetime) -> None:
    """Every second one links back; one is gone."""
    for i, row in enumerate(hospital.channels.select_related("channel")):
        try:
            row.handle = parse(row.channel.slug, row.url).handle
        except NotAProfile:
            row.handle = row.url
        row.code = f"corridor-{hospital.pk:04x}{i:04x}"
        if (n + i) % 2 == 0:
            row.checked_at = row.verified_at = now - timedelta(days=9)
            row.verified_how = "link"
        row.save()


def _drawn() -> SimpleUploadedFile:
    """A lake under a hill, in the hospital's own green."""
    from PIL import Image, ImageDraw

    picture, out = Image.new("RGB", (640, 640), "#ffffff"), BytesIO()
    pen = ImageDraw.Draw(picture)
    pen.ellipse((60, 60, 580, 580), fill="#0b5d50")
    pen.polygon([(150, 400), (300, 190), (380, 300), (430, 240), (510, 400)], fill="#ffffff")
    for y in (430, 470, 510):
        pen.line((180 + (y - 430), y, 460 - (y - 430), y), fill="#ffffff", width=14)
    picture.save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue())
