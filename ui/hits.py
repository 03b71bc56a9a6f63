"""What a search or a scan has found, as the omnibox shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from inventory.i18n import _
from inventory.values.records import record
from ui.navigation import Route


class Answer(Protocol):
    """What ``inventory.search`` and ``inventory.scanning.resolve`` answer with."""

    @property
    def kind(self) -> str:
        """What sort of record it is."""
        ...

    @property
    def id(self) -> int:
        """The record."""
        ...

    @property
    def title(self) -> str:
        """Data, not a sentence."""
        ...

    @property
    def subtitle(self) -> str:
        """Data, not a sentence."""
        ...


Search = Callable[[str], Sequence[Answer]]
"""Runs in the read lane; best hits first."""
Resolve = Callable[[str, tuple[int, ...]], Sequence[Answer]]
"""What a scan means, from its text and the keyboard's scan codes. Runs in the read lane. Several answers are a
choice, none is refused; a DepotError says why in a sentence."""


@record
class Hit:
    """One record: ``kind`` groups it (see HitKind), ``route`` opens it."""

    kind: str
    id: int
    title: str
    subtitle: str
    route: Route


@record
class HitKind:
    """How a group of hits is headed, and which page opens one: ``Route(page, id)``.

    ``title`` is a message id, ``icon`` one of ``icons.ICONS``.
    """

    name: str
    title: str
    icon: str
    page: str

    @property
    def words(self) -> str:
        """The heading in the reader's language."""
        return _(self.title)


def routed(answers: Iterable[Answer], kinds: Sequence[HitKind]) -> list[Hit]:
    """Answers with their pages; kinds that no page opens are left out."""
    pages = {kind.name: kind.page for kind in kinds}
    return [
        Hit(str(found.kind), found.id, found.title, found.subtitle, Route(pages[found.kind], found.id))
        for found in answers
        if found.kind in pages
    ]


def grouped(hits: Sequence[Hit], kinds: Sequence[HitKind]) -> list[tuple[HitKind, list[Hit]]]:
    """Hits by kind, in the order of ``kinds``."""
    groups = [(kind, [hit for hit in hits if hit.kind == kind.name]) for kind in kinds]
    return [(kind, members) for kind, members in groups if members]
