"""The maintenance contracts that were proposed for a unit, with what became of each (R-043)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inventory.i18n import _, ngettext
from inventory.proposals.queries import ProposalLine
from inventory.proposals.words import ProposalStanding
from inventory.values.days import show_day
from ui.cover.source import proposal_cell
from ui.theme import Meaning
from ui.widgets.records import ROW, Field, Records
from ui.widgets.words import words


def _term(line: ProposalLine) -> str:
    months = line.proposed.months
    return ngettext("{count} month", "{count} months", months).format(count=months)


def _state(line: ProposalLine) -> str:
    cell = proposal_cell(line.proposed)
    return "" if cell is None else cell.text


def _meaning(line: ProposalLine) -> Meaning:
    cell = proposal_cell(line.proposed)
    return Meaning.OFF if cell is None else cell.meaning


def _note(line: ProposalLine) -> str:
    return " ".join(line.proposed.note.split())


def pending(lines: Sequence[ProposalLine]) -> ProposalLine | None:
    """The latest one, as long as nobody has accepted it: what whoever phones the customer should know."""
    latest = lines[0] if lines else None
    return None if latest is None or latest.proposed.standing is ProposalStanding.ACCEPTED else latest


class Proposals(QWidget):
    """A heading and a short list; hidden where nothing was proposed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(words(_("Proposed maintenance contracts"), "heading"))
        self.list = Records(
            [
                Field(_("Proposed on"), lambda line: show_day(line.proposed.made_on), 112),
                Field(_("Proposed by"), lambda line: line.proposed.by or "—", 100, quiet=True),
                Field(_("Customer"), lambda line: line.customer, tip=lambda line: line.customer),
                Field(_("Term"), _term, 100),
                Field(_("Price of one unit"), _price, 130, right=True),
                Field(_("Valid until"), lambda line: show_day(line.proposed.valid_until), 112),
                Field(_("State"), _state, 190, chip=_meaning),
                Field(_("Answer of the customer"), _note, quiet=True, tip=_note),
            ],
            _("Proposed maintenance contracts"),
        )
        column.addWidget(self.list)
        self.hide()

    def show_lines(self, lines: Sequence[ProposalLine]) -> None:
        """Show those of another unit, or the same as they are now."""
        self.list.show_records(lines)
        self.list.setFixedHeight(ROW * max(1, len(lines)) + ROW + 4)
        self.setVisible(bool(lines))


def _price(line: ProposalLine) -> str:
    return _("by agreement") if line.price is None else str(line.price)
