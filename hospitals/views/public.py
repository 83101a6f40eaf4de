"""Hospitals for everyone."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language

from hospitals import former, readiness
from hospitals.models import Hospital
from hospitals.models.kind import Country
from hospitals.presence import public_hospitals

ON_A_PAGE = 20


def hospitals(request: HttpRequest) -> HttpResponse:
    """Verified hospitals, those with openings first. Unknown values of the query are ignored."""
    q = request.GET.get("q", "").strip()[:100]
    country = request.GET.get("country", "")
    country = country if country in Country.values else ""
    rows = public_hospitals(q=q, country=country)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    base = QueryDict(mutable=True)
    base.update({name: value for name, value in (("q", q), ("country", country)) if value})
    context = {
        "page": page,
        "q": q,
        "country": country,
        "countries": Country.choices,
        "base": base.urlencode(),
    }
    return render(request, "hospitals/list.html", context)


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A hospital that is verified and not frozen; any other is not there."""
    rows = Hospital.objects.trustworthy().prefetch_related("sites")
    if (hospital := rows.filter(slug=slug).first()) is None:
        if (there := former.moved(request, slug)) is not None:
            return there
        raise Http404
    language = get_language() or "en"
    about = hospital.about_in(language)
    mine = hospital.about_nl if language.startswith("nl") else hospital.about_en
    other = "" if mine or not about else ("en" if language.startswith("nl") else "nl")
    context = {
        "hospital": hospital,
        "about": about,
        "about_lang": other,
        "channels": hospital.shown_channels(),
        "readiness": readiness.shown(hospital),
    }
    return render(request, "hospitals/page.html", context)
