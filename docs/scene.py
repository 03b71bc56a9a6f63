"""A picture: what it shows, and how to get there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from docs.studio import Studio
from models import connect


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: its name, the page of ``ui.pages`` it shows, and how to get there."""

    name: str
    page: str
    pose: Callable[[Studio], object]


SCENES: Final[list[Scene]] = []


def scene(name: str, page: str = "") -> Callable[[Callable[[Studio], object]], Callable[[Studio], object]]:
    """Make the function below a picture; ``page`` is left out for what opens over a page."""

    def take(pose: Callable[[Studio], object]) -> Callable[[Studio], object]:
        SCENES.append(Scene(name, page, pose))
        return pose

    return take


def number(studio: Studio, sql: str) -> int:
    """The first value that a question to the depot answers with."""
    with studio.ctx.reading():
        return int(connect.rows(sql)[0][0])
