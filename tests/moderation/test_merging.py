"""Two words become one: whoever used the old one uses the other, nobody loses one, and a day long it can be undone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.utils import timezone

from accounts.models import Profile, ProfileSkill, User
from alerts.models import Alert
from core.models import Event, Skill
from core.vocabulary import forget, vocabulary
from moderation import merging
from moderation.models import Merge, Moved
from postings.models import Posting, Revision
from postings.search.query import Search, canonical

Make = Callable[..., Posting]


@pytest.fixture
def old(db: None) -> Skill:
    return Skill.objects.get(slug="community-management")


@pytest.fixture
def new(db: None) -> Skill:
    return Skill.objects.get(slug="public-relations")


def skills(row: Any) -> tuple[list[int], list[int]]:
    row.refresh_from_db()
    return row.required_skills, row.nice_skills


def held(profile: Profile) -> dict[str, str]:
    return dict(profile.skills.values_list("skill__slug", "level"))


@pytest.mark.parametrize(
    ("required", "nice", "then"),
    [
        (["old"], [], (["new"], [])),
        (["x", "old", "y"], ["z"], (["x", "new", "y"], ["z"])),
        (["old", "new"], [], (["new"], [])),
        (["new", "x"], ["old"], (["new", "x"], [])),
        (["old"], ["new", "z"], (["new"], ["z"])),
        (["x"], ["new", "old"], (["x"], ["new"])),
    ],
)
def test_an_opening_asks_for_the_other_skill_in_its_place_and_gets_its_own_back(
    required: list[str], nice: list[str], then: tuple[list[str], list[str]],
    make_posting: Make, old: Skill, new: Skill, moderator: User,
) -> None:  # fmt: skip
    x, y, z = (Skill.objects.get(slug=s).pk for s in ("hipaa", "css", "html"))
    ids = {"old": old.pk, "new": new.pk, "x": x, "y": y, "z": z}
    posting = make_posting(required_skills=[ids[n] for n in required], nice_skills=[ids[n] for n in nice])
    was = skills(posting)
    row = merging.merge("skill", old, new, by=moderator)
    assert skills(posting) == tuple([ids[n] for n in part] for part in then)
    merging.undo(row, by=moderator)
    assert skills(posting) == was


def test_what_changed_since_keeps_its_change_when_a_merge_is_undone(
    make_posting: Make, old: Skill, new: Skill, moderator: User
) -> None:
    hipaa = Skill.objects.get(slug="hipaa").pk
    changed = make_posting(required_skills=[old.pk], nice_skills=[new.pk])
    dropped = make_posting(title="Dropped", required_skills=[old.pk, hipaa])
    row = merging.merge("skill", old, new, by=moderator)
    Posting.objects.filter(pk=changed.pk).update(required_skills=[hipaa, new.pk])
    Posting.objects.filter(pk=dropped.pk).update(required_skills=[hipaa])
    merging.undo(row, by=moderator)
    assert (skills(changed), skills(dropped)[0]) == (([hipaa, old.pk], [new.pk]), [hipaa])


def test_a_profile_with_both_keeps_the_higher_level_and_gets_both_back(
    candidate: User, candidate2: User, old: Skill, new: Skill, moderator: User
) -> None:
    both, one = Profile.objects.create(user=candidate), Profile.objects.create(user=candidate2)
    for skill, level in ((old, "strong"), (new, "learning")):
        ProfileSkill.objects.create(profile=both, skill=skill, level=level)
    ProfileSkill.objects.create(profile=one, skill=old, level="working")
    row = merging.merge("skill", old, new, by=moderator)
    assert (held(both), held(one)) == ({new.slug: "strong"}, {new.slug: "working"})
    from accounts.profiles import save_profile

    save_profile(candidate2, skills={new.slug: "strong"})  # rows are made anew
    merging.undo(row, by=moderator)
    assert (held(both), held(one)) == (
        {old.slug: "strong", new.slug: "learning"},
        {old.slug: "strong"},
    )


def test_alerts_changes_that_wait_and_templates_follow(
    make_posting: Make,
    candidate: User,
    candidate2: User,
    owner: User,
    old: Skill,
    new: Skill,
    moderator: User,
) -> None:
    from postings.models import Template

    facts: dict[str, Any] = {"language": "en", "time_zone": "Europe/Amsterdam"}
    mine = Alert.objects.create(user=candidate, query=canonical(f"skill={old.slug}&q=video"), **facts)
    twice = Alert.objects.create(user=candidate2, query=f"skill={old.slug}", **facts)
    Alert.objects.create(user=candidate2, query=f"skill={new.slug}", **facts)
    posting = make_posting()
    change = Revision.objects.create(
        posting=posting, changes={"nice_skills": [old.pk]}, before={"nice_skills": []}, base_version=1,
        proposed_by=owner, proposed_at=timezone.now(),
    )  # fmt: skip
    kept = Template.objects.create(
        hospital=posting.hospital, name="A", content={"required_skills": [old.pk, new.pk]}
    )
    row = merging.merge("skill", old, new, by=moderator)
    for one in (mine, twice, change, kept):
        one.refresh_from_db()
    assert mine.query == canonical(f"skill={new.slug}&q=video") == f"q=video&skill={new.slug}"
    assert twice.query == f"skill={old.slug}"  # else this person had the same alert twice
    assert (change.changes, kept.content) == ({"nice_skills": [new.pk]}, {"required_skills": [new.pk]})
    merging.undo(row, by=moderator)
    for one in (mine, change, kept):
        one.refresh_from_db()
    assert (mine.query, change.changes["nice_skills"], kept.content["required_skills"]) == (
        f"q=video&skill={old.slug}", [old.pk], [old.pk, new.pk],
    )  # fmt: skip


def test_the_old_name_address_and_slug_lead_to_the_other(
    make_posting: Make, old: Skill, new: Skill, moderator: User, client: Any
) -> None:
    posting = make_posting(required_skills=[old.pk])
    row = merging.merge("skill", old, new, by=moderator)
    forget()
    search = Search(f"skill={old.slug}")
    assert (search.canonical, [p.pk for p in search.postings(0, 9)]) == (f"skill={new.slug}", [posting.pk])
    assert [p.pk for p in Search(f"q={quote_plus(old.name_nl)}").postings(0, 9)] == [posting.pk]
    answer = client.get(f"/openings/skills/{old.slug}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/openings/skills/{new.slug}/")
    assert [s.slug for s in vocabulary().skills_named([old.pk, new.pk])] == [new.slug]
    merging.undo(row, by=moderator)
    forget()
    assert Search(f"skill={old.slug}").canonical == f"skill={old.slug}"


def test_whoever_saves_the_old_skill_afterwards_saves_the_other(
    make_posting: Make, candidate: User, old: Skill, new: Skill, moderator: User
) -> None:
    late, profile = make_posting(), Profile.objects.create(user=candidate)
    merging.merge("skill", old, new, by=moderator)
    late.required_skills, late.nice_skills = [new.pk], [old.pk]
    late.save()
    made = make_posting(title="New", required_skills=[old.pk])
    ProfileSkill.objects.create(profile=profile, skill=old, level="working")
    assert (skills(late), skills(made)[0], held(profile)) == (
        ([new.pk], []), [new.pk], {new.slug: "working"},
    )  # fmt: skip


def test_the_undo_ends_after_a_day_and_its_rows_are_forgotten(
    make_posting: Make, old: Skill, new: Skill, moderator: User
) -> None:
    make_posting(required_skills=[old.pk])
    row = merging.merge("skill", old, new, by=moderator)
    later = timezone.now() + timedelta(days=1, minutes=1)
    assert [merging.settle(), merging.settle(later), Moved.objects.count()] == [0, 1, 0]
    with pytest.raises(merging.TooLate):
        merging.undo(Merge.objects.get(pk=row.pk), by=moderator)


def test_a_chain_of_merges_ends_at_one_word_and_is_undone_from_its_end(
    make_posting: Make, old: Skill, new: Skill, moderator: User
) -> None:
    last = Skill.objects.get(slug="media-relations")
    posting = make_posting(required_skills=[old.pk])
    first = merging.merge("skill", old, new, by=moderator)
    second = merging.merge("skill", new, last, by=moderator)
    assert skills(posting)[0] == [last.pk]
    forget()
    assert vocabulary().skill(old.slug) == last
    with pytest.raises(merging.TooLate):
        merging.undo(first, by=moderator)
    merging.undo(second, by=moderator)
    merging.undo(first, by=moderator)
    assert skills(posting)[0] == [old.pk]


def test_nonsense_is_refused_and_changes_nothing(old: Skill, new: Skill, moderator: User) -> None:
    merging.merge("skill", old, new, by=moderator)
    for gone, kept in ((new, new), (old, new), (new, old)):
        with pytest.raises(merging.NotMergeable):
            merging.merge("skill", gone, kept, by=moderator)
    assert Merge.objects.count() == 1
    assert list(Event.objects.values_list("verb", flat=True)) == ["merge"]


def test_channels_and_sorts_of_role_follow_too(make_posting: Make, hospital: Any, moderator: User) -> None:
    from core.models import Channel, RoleFamily
    from hospitals.models import HospitalChannel

    x, threads = Channel.objects.get(slug="x"), Channel.objects.get(slug="threads")
    one, other = RoleFamily.objects.all()[:2]
    posting = make_posting(channels=[threads.pk, x.pk], family=one)
    HospitalChannel.objects.create(hospital=hospital, channel=threads, url="https://www.threads.net/@n")
    rows = [
        merging.merge("channel", threads, x, by=moderator),
        merging.merge("family", one, other, by=moderator),
    ]
    posting.refresh_from_db()
    assert (posting.channels, posting.family, hospital.channels.get().channel) == ([x.pk], other, x)
    for row in rows:
        merging.undo(row, by=moderator)
    posting.refresh_from_db()
    assert (posting.channels, posting.family) == ([threads.pk, x.pk], one)
    assert hospital.channels.get().channel == threads


def test_the_preview_counts_what_would_follow(
    make_posting: Make, candidate: User, old: Skill, new: Skill, moderator: User
) -> None:
    make_posting(required_skills=[old.pk])
    make_posting(title="B", nice_skills=[old.pk])
    ProfileSkill.objects.create(profile=Profile.objects.create(user=candidate), skill=old)
    told = [(str(what), n) for what, n in merging.preview("skill", old, new)]
    assert told == [("Openings", 2), ("Profiles", 1)]
    assert merging.merge("skill", old, new, by=moderator).counts == {"openings": 2, "profiles": 1}
