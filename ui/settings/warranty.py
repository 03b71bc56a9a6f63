"""How the months of a warranty are counted in this depot, with an example that is worked out while one chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QRadioButton, QWidget

from inventory.cover.rules import CountRule, cover_window, obligation_last
from inventory.cover.words import RULE
from inventory.errors import InvalidInput
from inventory.i18n import _
from inventory.settings import COUNT_RULE, SPARES_MONTHS, put, read
from inventory.values.days import show_day
from inventory.work import Context
from ui.desk import Desk
from ui.forms.fields import DayField, MonthsField
from ui.widgets.buttons import button
from ui.widgets.cards import Section
from ui.widgets.words import rule, words

EXAMPLE_DAY: Final = date(2024, 3, 15)
EXAMPLE_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Terms:
    """The two settings as they stand."""

    rule: CountRule
    spares_months: int


def terms(ctx: Context) -> Terms:
    """The settings in force. Asks the database."""
    return Terms(CountRule(read(ctx, COUNT_RULE)), read(ctx, SPARES_MONTHS))


class WarrantySection(Section):
    """The rule of C-01 and the months for which spares are promised (C-06), for the whole depot."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Counting of the warranty"), flush=False, parent=parent)
        self._desk = desk
        self._kept = Terms(CountRule(COUNT_RULE.default), SPARES_MONTHS.default)
        remark = _("Holds for every unit of this depot, as long as its contract says nothing else.")
        self.inside.addWidget(words(remark, "small", wrap=True))
        self.example_day = DayField("day", _("Example: accepted on"), desk.ctx.clock)
        self.example_months = MonthsField("months", _("Example: free warranty"))
        self.example_day.set_value(EXAMPLE_DAY)
        self.example_months.set_value(EXAMPLE_MONTHS)
        example = QHBoxLayout()
        example.setSpacing(16)
        example.addWidget(self.example_day, 1)
        example.addWidget(self.example_months, 1)
        self.inside.addLayout(example)
        self.inside.addSpacing(4)
        self.inside.addLayout(self._rules())
        self.inside.addSpacing(4)
        self.inside.addWidget(rule())
        self.spares = MonthsField("spares", _("Spares are promised after the warranty for"), required=True)
        self.inside.addWidget(self.spares)
        self.save_button = button(_("Save"), self._save, "primary")
        self.undo_button = button(_("Undo"), self._undo)
        self.undo_button.setToolTip(_("Go back to what is saved"))
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addWidget(self.save_button)
        feet.addWidget(self.undo_button)
        feet.addStretch(1)
        self.inside.addLayout(feet)
        for field in (self.example_day, self.example_months, self.spares):
            field.changed.connect(self._work_out)
        desk.bridge.records_changed.connect(self._changed)
        self._undo()
        self.refresh()

    def _rules(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        self._group = QButtonGroup(self)
        self.rules: dict[CountRule, QRadioButton] = {}
        self.windows: dict[CountRule, QLabel] = {}
        for row, counted in enumerate(CountRule):  # the days below the rule: both are long
            chosen = QRadioButton(str(RULE[counted]))
            chosen.setAccessibleName(chosen.text())
            chosen.toggled.connect(self._work_out)
            window = words("", "muted")
            window.setContentsMargins(26, 0, 0, 6)
            self._group.addButton(chosen)
            self.rules[counted], self.windows[counted] = chosen, window
            grid.addWidget(chosen, 2 * row, 0)
            grid.addWidget(window, 2 * row + 1, 0)
        return grid

    # what is kept

    def dirty(self) -> bool:
        """Something else is chosen than what is kept."""
        return self._chosen() != self._kept

    def refresh(self) -> None:
        """Show what is kept, unless somebody is choosing."""
        self._desk.jobs.query(terms, self._desk.ctx, done=self._show)

    @Slot(object)
    def _show(self, kept: Terms) -> None:
        typed = self.dirty()
        self._kept = kept
        if not typed:
            self._undo()

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity == "setting":
            self.refresh()

    def _chosen(self) -> Terms | None:
        rule_chosen = next((counted for counted, radio in self.rules.items() if radio.isChecked()), self._kept.rule)
        try:
            months = self.spares.value()
        except InvalidInput:
            return None
        return Terms(rule_chosen, months)

    def _undo(self) -> None:
        self.rules[self._kept.rule].setChecked(True)
        self.spares.set_value(self._kept.spares_months)
        self._work_out()

    def _save(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            self._complain()
            return
        self._wake(False)
        if chosen.rule is not self._kept.rule:
            self._keep(COUNT_RULE, chosen.rule.value)
        if chosen.spares_months != self._kept.spares_months:
            self._keep(SPARES_MONTHS, chosen.spares_months)

    def _keep(self, setting: Any, value: object) -> None:
        jobs, ctx = self._desk.jobs, self._desk.ctx
        jobs.command(put, ctx, setting, value, done=self._saved, failed=self._refused)

    @Slot(object)
    def _saved(self, _result: object) -> None:
        self._kept = self._chosen() or self._kept
        self._work_out()
        self._desk.toast(_("The counting of the warranty is saved; every card shows it from now on."))

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, InvalidInput) and error.field == SPARES_MONTHS.name:
            self.spares.complain(str(error))
        else:
            self._desk.show_error(error, self._save)
        self._wake(self.dirty())

    def _complain(self) -> None:
        try:
            self.spares.value()
        except InvalidInput as error:
            self.spares.complain(str(error))

    def _wake(self, awake: bool) -> None:
        self.save_button.setEnabled(awake)
        self.undo_button.setEnabled(awake)

    # the example

    def _work_out(self) -> None:
        for counted, label in self.windows.items():
            label.setText(self._window(counted))
        self.spares.remark(self._spares())
        self._wake(self.dirty())

    def _window(self, counted: CountRule) -> str:
        """The covered days of the example, "" while somebody is still typing it."""
        try:
            anchor, months = self.example_day.value(), self.example_months.value()
            if anchor is None or months is None:
                return ""
            found = cover_window(anchor, months, counted)
        except InvalidInput:
            return ""
        return _("{first} to {last}").format(first=show_day(found.first), last=show_day(found.last))

    def _spares(self) -> str:
        chosen = self._chosen()
        try:
            anchor, months = self.example_day.value(), self.example_months.value()
            if chosen is None or anchor is None or months is None:
                return ""
            last = cover_window(anchor, months, chosen.rule).last
        except InvalidInput:
            return ""
        day = show_day(obligation_last(last, chosen.spares_months))
        return _("In the example: until {day}. 0 promises none.").format(day=day)
