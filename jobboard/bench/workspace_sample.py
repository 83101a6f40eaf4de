"""A posting with 200 applications and the pages that a recruiter looks at, as JSON: python -m jobboard.bench.workspace_sample."""

import json
from typing import Any

from jobboard.bench import desk_sample, sample

LIST, FOUND, BOARD, ONE = (
    "applications, list",
    "applications, words and skills",
    "applications, board",
    "one application",
)


def main() -> None:
    """Prints the sample."""
    import django

    django.setup()
    found = sample.draw()
    if found["live"]:
        found = found | _pages(found["cookies"])
    print(json.dumps(found))


def _pages(cookies: dict[str, str]) -> dict[str, Any]:
    from applications import wording
    from applications.models import Application
    from postings.models import Posting

    posting = Posting.objects.live().order_by("id").select_related("hospital")[0]
    owner = desk_sample._owner(posting)
    desk_sample._applications(posting)
    ids = list(Application.objects.filter(posting=posting).order_by("id").values_list("pk", flat=True))
    for pk in Application.objects.filter(pk__in=ids, search_text=None).values_list("pk", flat=True):
        wording.read_cv(pk)
    room = f"/workspace/{posting.hospital.slug}/applications/"
    words = [{"q": word, "skills": skills} for word in ("facebook", "years") for skills in ("one", "")]
    return {
        "cookies": cookies | {"owner": sample.cookie_of(owner)},
        "pools": {
            LIST: [(room, {"page": page}) for page in range(1, 5)],
            FOUND: [(room, {**asked, "sort": "skills"}) for asked in words],
            BOARD: [(f"{room}board/", {"opening": posting.pk}), (f"{room}board/", {})],
            ONE: [(f"{room}{pk}/", {"stage": "submitted"}) for pk in ids],
        },
    }


if __name__ == "__main__":
    main()
