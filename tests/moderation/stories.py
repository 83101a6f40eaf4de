"""How a verb is performed in tests: what has to be there first, and then the one act that is looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.db.models import Model
from django.utils import timezone

from tests.applications.test_told import People

World = SimpleNamespace
Act = Callable[[Any, Any, datetime], object]


@dataclass(frozen=True, slots=True)
class Story:
    """`first` makes what is acted on; `act` gets it, who acts and when. `who` is a name in the world of the doors, or
    "" for the board itself. `subject`: of what the line is, when it is not what `first` made; None: what the act returns."""

    who: str
    first: Callable[[World], Any]
    act: Act
    subject: Callable[[World, Any], Model] | None = None
    verb: str = ""
    unnamed: bool = False  # who did it stands in no line: nobody shall find out from the trail who reported


def put(row: Any, **facts: Any) -> Any:
    """The row as if it had come there."""
    type(row)._base_manager.filter(pk=row.pk).update(**facts)
    return type(row)._base_manager.get(pk=row.pk)


def people(w: World) -> People:
    return People(w.application, w.recruiter)


def now(**back: int) -> datetime:
    return timezone.now() - timedelta(**back)


def fresh(world: World, **more: Any) -> World:
    """The same world, each row read anew: what another story changed of it was rolled back."""
    read = {
        name: type(value)._base_manager.get(pk=value.pk) if isinstance(value, Model) else value
        for name, value in vars(world).items()
    }
    return World(**(read | more))
