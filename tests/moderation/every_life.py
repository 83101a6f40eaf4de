"""Every life of the product, found by looking, and rows of each from the world of the doors (tests/doors/test_matrix.py)."""

import pkgutil
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from core.workflow import Life

APPS = "core accounts pay hospitals postings applications alerts mentoring moderation api".split()


def modules() -> list[str]:
    found = []
    for app in APPS:
        for one in pkgutil.walk_packages(import_module(app).__path__, f"{app}."):
            if ".migrations" not in one.name and ".management" not in one.name:
                found.append(one.name)
    return found


def lives() -> list[Life]:
    """Those of the product's own modules, by the name of their model."""
    found = {
        id(one): one
        for name in modules()
        for one in vars(import_module(name)).values()
        if isinstance(one, Life)
    }
    return sorted(found.values(), key=lambda life: life.model._meta.label)


def rows_of(life: Life, world: SimpleNamespace) -> list[Any]:
    named = [row for row in vars(world).values() if type(row) is life.model]
    return named or list(life.model._base_manager.all()[:1])
