"""The filters of the directory. Unknown values are ignored; the page is the same for everybody who is not signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.languages import CODES
from core.vocabulary import vocabulary
from mentoring.models import Mentor, Times
from mentoring.models.mentor import MentorQuerySet


@dataclass(frozen=True, slots=True)
class Wanted:
    topic: str = ""  # slug of a skill
    language: str = ""
    time: str = ""
    free: bool = False

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Wanted":
        topic, language, time = asked.get("topic", ""), asked.get("language", ""), asked.get("time", "")
        return cls(
            topic=topic if vocabulary().skill(topic) else "",
            language=language if language in CODES else "",
            time=time if time in Times.values else "",
            free=asked.get("free") == "1",
        )

    @property
    def query(self) -> str:
        parts = [("topic", self.topic), ("language", self.language), ("time", self.time)]
        return "&".join([f"{k}={v}" for k, v in parts if v] + (["free=1"] if self.free else []))


def find(wanted: Wanted, *, reader: Any) -> MentorQuerySet:
    """The newest first."""
    found = Mentor.objects.listed().for_reader(reader).for_cards()
    skill = vocabulary().skill(wanted.topic) if wanted.topic else None
    if skill is not None:
        found = found.filter(topics__contains=[skill.pk])
    if wanted.language:
        found = found.filter(languages__contains=[wanted.language])
    if wanted.time:
        found = found.filter(times__contains=[wanted.time])
    if wanted.free:
        found = found.with_room()
    return found.order_by("-joined_at", "-pk")
