"""Candidates with a profile and skills, who cannot sign in and read no mail."""

from datetime import datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress

from accounts.models import Profile, ProfileSkill, User
from jobboard.load import MAIL, names
from jobboard.load.copying import Table, quick, reserve
from jobboard.load.facts import known_words
from jobboard.load.places import Site, sites

STEP = 5000
UNUSABLE = "!" + "0" * 40  # as make_password(None), without chance


def make(count: int, *, seed: int, at: datetime) -> int:
    """Make `count` candidates. Returns the first one's id; the others follow it."""
    first, first_profile = reserve(User, count), reserve(Profile, count)
    maker = _Maker(seed, at)
    for start in range(0, count, STEP):
        for i in range(start, min(start + STEP, count)):
            maker.add(first + i, first_profile + i)
        with quick() as (cursor, _number):
            for table, lines in maker.lines.items():
                table.write(cursor, lines)
                lines.clear()
    return first


class _Maker:
    """Draws candidates one by one; `lines` holds their rows for COPY."""

    def __init__(self, seed: int, at: datetime) -> None:
        self.at = at
        self.random = Random(f"people {seed}")  # noqa: S311 seeded on purpose
        self.skills = known_words().skills.tolist()[:30]
        self.sites = sites()
        self.users = Table(User, "id email password name language looks_for_work date_joined".split(), at=at)
        self.mails = Table(EmailAddress, "user email verified primary".split(), at=at)
        self.profiles = Table(Profile, "id user headline city region country modes".split(), at=at)
        self.held = Table(ProfileSkill, "profile skill level".split(), at=at)
        self.lines: dict[Table, list[str]] = {
            table: [] for table in (self.users, self.mails, self.profiles, self.held)
        }

    def add(self, user: int, profile: int) -> None:
        random = self.random
        site = random.choice(self.sites[random.choice(("US", "US", "NL"))])
        email = f"candidate-{user}{MAIL}"
        self.lines[self.users].append(self._user(user, email, site))
        self.lines[self.mails].append(self.mails.row(user=user, email=email, verified=True, primary=True))
        self.lines[self.profiles].append(
            self.profiles.row(
                id=profile,
                user=user,
                headline="Social media specialist",
                city=site.city,
                region=site.region,
                country=site.country,
                modes=["on_site", "hybrid", *(["remote"] if random.random() < 0.6 else [])],
            )
        )
        for skill in random.sample(self.skills, random.randint(4, 12)):
            self.lines[self.held].append(self.held.row(profile=profile, skill=skill, level="working"))

    def _user(self, pk: int, email: str, site: Site) -> str:
        return self.users.row(
            id=pk,
            email=email,
            password=UNUSABLE,
            name=names.person(self.random),
            language="en" if site.country == "US" else "nl",
            looks_for_work=True,
            date_joined=self.at - timedelta(days=self.random.randint(1, 700)),
        )
