"""Addresses of hospitals that were merged into others lead there, for good."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponsePermanentRedirect

from hospitals.models import FormerHospital, Hospital


def became(slug: str) -> Hospital | None:
    """The hospital that the one at this address was merged into."""
    row = FormerHospital.objects.filter(slug=slug).select_related("hospital").first()
    return row.hospital if row else None


def moved(request: HttpRequest, slug: str) -> HttpResponsePermanentRedirect | None:
    """The same page at the new address, with what was asked; None for an address that never was one, and for a form."""
    if request.method not in {"GET", "HEAD"} or (there := became(slug)) is None:
        return None
    path = request.get_full_path().replace(f"/{slug}/", f"/{there.slug}/", 1)
    return HttpResponsePermanentRedirect(path)


def known_as(slugs: Collection[str]) -> dict[str, tuple[int, str]]:
    """{slug: (number, name)} of the hospitals that the public sees at these addresses, old ones among them."""
    seen = Hospital.objects.trustworthy()
    known = {
        slug: (pk, name) for slug, pk, name in seen.filter(slug__in=slugs).values_list("slug", "pk", "name")
    }
    if len(known) < len(slugs):
        moved = FormerHospital.objects.filter(slug__in=slugs, hospital__in=seen)
        rows = moved.values_list("slug", "hospital", "hospital__name")
        known |= {slug: (pk, name) for slug, pk, name in rows}
    return known
