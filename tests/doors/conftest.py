"""Thousands of pages are asked for here; what costs time and is looked at by no test of these is left out."""

from collections.abc import Iterator

import pytest
from django.template.base import Template
from django.test.utils import _TestState


@pytest.fixture(autouse=True)
def _unrecorded() -> Iterator[None]:
    """Django's test client copies the context of every template that is drawn."""
    recorded = Template._render  # type: ignore[attr-defined]
    Template._render = _TestState.saved_data.template_render  # type: ignore[attr-defined]
    yield
    Template._render = recorded  # type: ignore[attr-defined]
