from django.db.models import Case, F, IntegerField, Q, Value, When

from postings.models import Posting


def similar_to(posting: Posting, most: int = 3) -> list[Posting]:
    """Live postings that ask for the same sort of role or one of the same skills: same role and language first, then newest."""
    alike = Q(required_skills__overlap=posting.required_skills)
    same_role = Q(pk__in=[])
    if posting.family_id:
        same_role = Q(family_id=posting.family_id)
    found = Posting.objects.live().filter(alike | same_role, unpaid=False).exclude(pk=posting.pk)
    closeness = Case(
        When(same_role & Q(language=posting.language), then=Value(0)),
        When(language=posting.language, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return list(found.for_cards().order_by(closeness, F("publish_at").desc(), "-id")[:most])
