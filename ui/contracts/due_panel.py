"""“A fault reported now: …”: by when each step would be due that the contract's policy promises."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.clock import local
from inventory.cover.rules import CoverStatus
from inventory.cover.words import STATUS
from inventory.errors import DepotError, InvalidInput
from inventory.i18n import _
from inventory.policies.due import DueTable, Fault, due_table, when
from inventory.policies.queries import VersionCard
from inventory.policies.targets import levels
from inventory.policies.words import level_word
from inventory.work import Context
from ui.desk import Desk
from ui.forms.choosing import ChoiceField
from ui.forms.fields import CheckField
from ui.jobs import Job
from ui.policies.example import HARDWARE, MomentField, row_tip, step_word
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import Section
from ui.widgets.records import ROW, Field, Records
from ui.widgets.words import words

PAUSE_MS: Final = 120
"""So long after the last key the table is worked out again."""


def reckoned(ctx: Context, version_id: int, cover: CoverStatus, fault: Fault, customer_id: int) -> DueTable:
    """The table of a fault. Runs in the read lane."""
    return due_table(
        ctx, version_id, reported_at=fault.reported_at, cover=cover, flags=fault, customer_id=customer_id
    )  # fmt: skip


class DuePanel(Section):
    """``show_policy(card, customer_id, …)`` shows what a version promises for a fault that one describes here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("A fault reported now"), flush=False, parent=parent)
        self._desk = desk
        self._version = 0
        self._customer = 0
        self._known: tuple[str, ...] = ()
        self._job: Job | None = None
        self.shown: DueTable | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.ask)
        self.reported = MomentField("reported", _("Reported at"), desk)
        self.add_to_head(button(_("Now"), self.now))
        covers = [(status, str(STATUS[status])) for status in CoverStatus if status is not CoverStatus.NO_OBLIGATION]
        self.cover = ChoiceField("cover", _("Cover"), covers, required=True)
        self.cover.set_value(CoverStatus.IN_WARRANTY)
        self.level = self._level_field(())
        hardware = [(value, _(word)) for value, word in HARDWARE]
        self.hardware = ChoiceField("hardware", _("Hardware must be replaced"), hardware, required=True)
        self.special = CheckField("special", _("Special circumstances"))
        self.project = CheckField("project", _("The contract names a promise of its own for the project"))
        self._level_place = QVBoxLayout()
        self._level_place.addWidget(self.level)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(14)
        first.addWidget(self.reported, 1)
        first.addWidget(self.cover, 1)
        second.addLayout(self._level_place, 1)
        second.addWidget(self.hardware, 1)
        self.inside.addLayout(first)
        self.inside.addLayout(second)
        self.inside.addWidget(self.special)
        self.inside.addWidget(self.project)
        self.trouble = words("", "complaint", wrap=True)
        self.trouble.hide()
        self.inside.addWidget(self.trouble)
        self.list = Records(
            [
                Field(_("Step"), step_word, 0, tip=row_tip),
                Field(_("Due"), lambda row: str(when(row)), 240, tip=row_tip),
                Field(_("Sure"), _sure, 110, chip=_meaning),
            ],
            _("Due times"),
            lines=2,
        )
        self.inside.addWidget(self.list)
        self.nothing = words(_("No times are promised; the contract may name some."), "muted", wrap=True)
        self.soft = words(_("Not firm: the days off of that year are not confirmed yet."), "small", wrap=True)
        self.inside.addWidget(self.nothing)
        self.inside.addWidget(self.soft)
        self.nothing.hide()
        self.soft.hide()
        for field in (self.reported, self.cover, self.hardware, self.special, self.project):
            field.changed.connect(self._pause.start)
        self.reported.set_value(self._moment())

    def show_policy(self, card: VersionCard, customer_id: int, *, project_promise: bool) -> None:
        """Show another version's times, for a customer's days off."""
        changed = card.id != self._version
        self._version, self._customer = card.id, customer_id
        if changed:
            self.project.set_value(project_promise)
            self._offer_levels(levels(card.targets))
        self.ask()

    @Slot()
    def now(self) -> None:
        """The fault is reported at this minute."""
        self.reported.set_value(self._moment())
        self.ask()

    def _moment(self) -> datetime:
        return local(self._desk.ctx.clock.now())

    def _offer_levels(self, known: tuple[str, ...]) -> None:
        if known == self._known:
            return
        self._known = known
        self._level_place.removeWidget(self.level)
        self.level.hide()
        self.level.deleteLater()
        self.level = self._level_field(known)
        self._level_place.addWidget(self.level)

    def _level_field(self, known: tuple[str, ...]) -> ChoiceField:
        options = [("", _("any")), *((level, str(level_word(level))) for level in known)]
        field = ChoiceField("level", _("Fault level"), options, required=True)
        field.changed.connect(self._pause.start)
        return field

    @Slot()
    def ask(self) -> None:
        """Work it out."""
        if not self._version:
            return
        try:
            fault = Fault(
                reported_at=self.reported.value(), level=self.level.value(), hardware=self.hardware.value(),
                special=self.special.value(), project_promise=self.project.value(),
            )  # fmt: skip
        except InvalidInput as error:
            self.reported.complain(str(error))
            return
        if self._job is not None:
            self._job.cancel()
        self._job = self._desk.jobs.query(
            reckoned, self._desk.ctx, self._version, self.cover.value(), fault, self._customer,
            done=self._show, failed=self._failed,
        )  # fmt: skip

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._job = None
        if isinstance(error, DepotError):
            self.trouble.setText(str(error))
            self.trouble.show()
        else:
            self._desk.show_error(error)

    @Slot(object)
    def _show(self, table: DueTable) -> None:
        self._job = None
        self.shown = table
        self.trouble.hide()
        self.list.show_records(table.rows)
        self.list.setVisible(bool(table.rows))
        self.list.setFixedHeight((ROW + 20) * len(table.rows) + ROW + 4)
        self.nothing.setVisible(not table.rows)
        self.soft.setVisible(not table.firm)


def _sure(row: object) -> str:
    return _("not firm") if _meaning(row) is not None else ""


def _meaning(row: object) -> Meaning | None:
    due = getattr(row, "due", None)
    return Meaning.SOON if due is not None and not due.firm else None
