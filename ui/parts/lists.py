"""The kept lists on the card of a part: the models it fits, its successors, the manufacturers' approvals."""

from __future__ import annotations

from datetime import date

from inventory.i18n import _
from inventory.parts.queries import Approval
from inventory.parts.succession import Relation
from inventory.parts.words import SupersessionKind, origin_word
from inventory.values.days import show_day
from ui.parts.kept_list import KeptList
from ui.theme import Meaning
from ui.widgets.cards import EmptyState
from ui.widgets.records import Field

FILES = "files"


def fits_list() -> KeptList:
    """The models that a part fits."""
    return KeptList(
        _("Fits these models"),
        [
            Field(_("Model"), lambda fit: fit.model_code, 120),
            Field(_("Product"), lambda fit: fit.product_name),
            Field(_("Manufacturer"), lambda fit: fit.maker),
            Field(_("Origin"), lambda fit: origin_word(fit.origin), 130, quiet=True),
            Field(_("Per unit"), lambda fit: str(fit.per_unit), 75, right=True),
            Field(_("Position"), lambda fit: fit.position, 90),
        ],
        EmptyState(
            _("No models are recorded"),
            _("Add the models that it fits, or import the parts list with its “fits model” column."),
            "product",
        ),
        add=_("Add a model"),
    )


def relations_list() -> KeptList:
    """What takes the place of a part, and whose place it takes."""
    return KeptList(
        _("Successors and predecessors"),
        [
            Field(_("Part no."), lambda one: one.part_no, 130),
            Field(_("Name"), lambda one: one.name),
            Field(_("Direction"), direction, 220, chip=_direction_meaning),
            Field(_("May be exchanged"), _exchange, 110, quiet=True),
            Field(_("Since"), lambda one: show_day(one.since) if one.since else "—", 100),
        ],
        EmptyState(_("No other part takes its place, nor does it take one's"), symbol="next"),
        add=_("Add a part"),
    )


def direction(one: Relation) -> str:
    """Which of the two takes the place of the other."""
    return _("takes the place of this one") if one.newer else _("was replaced by this one")


def _direction_meaning(one: Relation) -> Meaning:
    return Meaning.INFO if one.newer else Meaning.OFF


def _exchange(one: Relation) -> str:
    return _("both ways") if one.kind is SupersessionKind.TWO_WAY else _("one way")


def approvals_list(today: date) -> KeptList:
    """The manufacturers' approvals of a part; each can have its paper attached."""

    def state(one: Approval) -> str:
        if one.valid_from > today:
            return _("not valid yet")
        return _("ended") if one.valid_to is not None and one.valid_to < today else _("valid")

    def meaning(one: Approval) -> Meaning:
        if one.valid_from > today:
            return Meaning.INFO
        return Meaning.OFF if one.valid_to is not None and one.valid_to < today else Meaning.OK

    return KeptList(
        _("Approvals of manufacturers"),
        [
            Field(_("Manufacturer"), lambda one: one.maker),
            Field(_("Paper"), lambda one: one.document),
            Field(_("Valid from"), lambda one: show_day(one.valid_from), 100),
            Field(_("Valid until"), lambda one: show_day(one.valid_to) if one.valid_to else _("open end"), 100),
            Field(_("State"), state, 110, chip=meaning),
        ],
        EmptyState(_("No manufacturer has approved this part"), symbol="approvals"),
        add=_("Add an approval"),
        more=[(FILES, _("Attachments"))],
    )
