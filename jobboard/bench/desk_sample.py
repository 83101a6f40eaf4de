"""The rows behind the desks' pages, made once, and the pages' addresses, as JSON: python -m jobboard.bench.desk_sample."""

import json
import random
from datetime import timedelta
from typing import Any

from jobboard.bench import sample, waiting_sample

APPLICATIONS, QUEUE, EVENTS = 200, 5_000, 1_000_000
LIST, TRAIL, WAITING, DEEP, NARROW = (
    "workspace list of 200 applications",
    "trail of 1,000,000 events",
    "moderation queue of 5,000",
    "moderation queue, page 100",
    "moderation queue, filtered",
)


def main() -> None:
    """Prints the sample."""
    import django

    django.setup()
    found = sample.draw()
    if found["live"]:
        found = found | _desks(found["cookies"])
    print(json.dumps(found))


def _desks(cookies: dict[str, str]) -> dict[str, Any]:
    from core.models import Event
    from postings.models import Posting

    posting = Posting.objects.live().order_by("id").select_related("hospital")[0]
    owner, moderator = _owner(posting), _moderator()
    _applications(posting)
    waiting_sample.make()
    _queue()
    _events(moderator.pk)
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
    below = random.Random(3).sample(range(newest - EVENTS // 2, newest), 500)  # noqa: S311  # no secret
    listed = f"/workspace/{posting.hospital.slug}/applications/"
    return {
        "cookies": cookies | {"owner": sample.cookie_of(owner), "moderator": sample.cookie_of(moderator)},
        "pools": {
            LIST: [(listed, {"page": page}) for page in range(1, APPLICATIONS // 50 + 1)],
            WAITING: [("/moderation/", {"page": page}) for page in range(1, QUEUE // 50 + 1)],
            DEEP: [("/moderation/", {"page": 100, "age": age}) for age in ("", "hour")],
            NARROW: [
                ("/moderation/", {"kind": kind, "language": language, "age": "hour", "page": page})
                for kind in ("opening", "revision")
                for language in ("", "en")
                for page in range(1, 9)
            ],
            TRAIL: [("/moderation/trail/", {"below": pk}) for pk in below],
        },
    }


def _person(name: str) -> tuple[Any, bool]:
    from accounts.models import User

    return User.objects.get_or_create(email=f"{name}@bench.example", defaults={"name": f"Bench {name}"})


def _owner(posting: Any) -> Any:
    from hospitals.models import Seat
    from hospitals.roles import Role

    user, made = _person("owner")
    if made:
        Seat.objects.create(hospital=posting.hospital, user=user, role=Role.OWNER)
    return user


def _moderator() -> Any:
    """With a second factor, as the desk asks for."""
    from allauth.mfa.models import Authenticator
    from django.contrib.auth.models import Group

    from accounts.models import MODERATORS

    user, made = _person("moderator")
    if made:
        user.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "unused"})
    return user


def _applications(posting: Any) -> None:
    from django.utils import timezone

    from accounts.models import User
    from applications.models import ACTIVE, Application

    if Application.objects.filter(posting=posting).count() >= APPLICATIONS:
        return
    now = timezone.now()
    people = User.objects.bulk_create(
        User(email=f"person{n}@bench.example", name=f"Person {n}") for n in range(APPLICATIONS)
    )
    Application.objects.bulk_create(
        Application(
            posting=posting,
            candidate=person,
            status=ACTIVE[n % 2],
            letter="I have run Facebook and YouTube for three years. " * 20,
            snapshot={"name": person.name, "email": person.email, "skills": [], "links": []},
            submitted_at=now - timedelta(hours=n),
            respond_by=now + timedelta(days=10),
        )
        for n, person in enumerate(people)
    )


def _queue() -> None:
    """Copies of live postings that wait to be read."""
    from django.db import connection

    from postings.models import Posting

    waiting = Posting.objects.waiting_for_review().count() + waiting_sample.ALL
    if waiting >= QUEUE:
        return
    changed = {"status": "'in_review'", "submitted_at": "now() - interval '1 second' * id"}
    changed |= {"publish_at": "NULL", "published_at": "NULL"}
    left_out = {"id", "search"}
    fields = [f for f in Posting._meta.local_concrete_fields if not f.generated and f.column not in left_out]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(changed.get(str(field.column), f'"{field.column}"') for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO postings_posting ({columns}) SELECT {values} FROM postings_posting"  # noqa: S608  # our own columns
            " WHERE status = 'published' ORDER BY id LIMIT %s",
            [QUEUE - waiting],
        )
        cursor.execute("ANALYZE postings_posting")


def _events(actor: int) -> None:
    from django.db import connection

    from core.models import Event

    missing = EVENTS - Event.objects.count()
    if missing <= 0:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_event (at, actor_id, subject_type, subject_id, hospital_id, verb, before, after, reasons, words, data)"
            " SELECT now() - interval '1 minute' * (%s - n), %s, 'postings.posting', 1 + n %% 9000, 1 + n %% 900,"
            " (ARRAY['publish','return','edited','submit'])[1 + n %% 4], 'in_review', 'published', '{}', '', '{}' FROM generate_series(1, %s) AS n",
            [missing, actor, missing],
        )
        cursor.execute("ANALYZE core_event")


if __name__ == "__main__":
    main()
