"""A contract is put under another policy, or another version: first one sees what that changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from inventory.contracts.commands import UseVersion, use_version
from inventory.contracts.queries import ContractRow
from inventory.i18n import _, ngettext
from inventory.policies.queries import Difference, ProfileLine, compare, profiles, version
from inventory.work import Context
from ui.desk import Desk
from ui.editing.filing import Filing, Values
from ui.forms.choosing import ChoiceField
from ui.forms.field import Field as FormField
from ui.forms.field import TextField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.widgets.records import ROW, Field, Records
from ui.widgets.words import words

MOST_ROWS: Final = 6


def differences(ctx: Context, one_id: int, other_id: int) -> tuple[int, tuple[Difference, ...]]:
    """What the other version says otherwise. Runs in the read lane."""
    return other_id, compare(version(ctx, one_id), version(ctx, other_id))


class _Differences(FormField):
    """What would change, between the choice and the reason. It holds no value."""

    def __init__(self) -> None:
        super().__init__("differences", _("What changes"))
        self.list = Records(
            [
                Field(_("Setting"), lambda line: str(line.matter), 0, tip=lambda line: str(line.matter)),
                Field(_("Now"), lambda line: line.one or "–", 0, quiet=True, tip=lambda line: line.one),
                Field(_("Then"), lambda line: line.other or "–", 0, tip=lambda line: line.other),
            ],
            _("What changes"),
            lines=2,
        )
        self.finish(self.list)
        self.same = words("", "muted", wrap=True)
        self.column.addWidget(self.same)

    def tell(self, found: Sequence[Difference]) -> None:
        """Show other differences."""
        self.list.show_records(found)
        self.list.setVisible(bool(found))
        self.list.setFixedHeight((ROW + 19) * min(max(len(found), 1), MOST_ROWS) + ROW + 4)
        count = ngettext("{count} setting changes.", "{count} settings change.", len(found)).format(count=len(found))
        self.same.setText(count if found else _("Both say the same."))


class PolicyDialog(FormDialog):
    """``wanted``: the version that is offered first. Signal: ``filed(object)``: the contract goes by another one."""

    filed = Signal(object)

    def __init__(
        self, desk: Desk, row: ContractRow, version_id: int, units: int, *, wanted: int = 0,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._desk = desk
        self._row = row
        self._version = version_id
        self._wanted = wanted
        self._house: set[int] = set()
        self.differences = _Differences()
        self.reason = TextField("reason", _("Reason"), required=True)
        said = ngettext(
            "{count} unit is reckoned anew; cases that were decided before stay as they are and are listed for review.",
            "{count} units are reckoned anew; cases that were decided before stay as they are and are listed for "
            "review.",
            units,
        ).format(count=f"{units:,}")
        super().__init__(
            desk, _("Change the policy of {number}").format(number=row.number), Form(), save=_("Change it"),
            remark=said if units else "", parent=parent,
        )  # fmt: skip
        self.sheet.save_button.setEnabled(False)
        self.choice: ChoiceField | None = None
        filing = Filing(desk, self, use_version, self._make, seen_version=row.version, parent=self)
        filing.filed.connect(self.filed)
        desk.jobs.query(profiles, desk.ctx, done=self._offer)

    def sizeHint(self) -> QSize:
        """Three columns of words."""
        return QSize(780, 640)

    def _make(self, values: Values, seen_version: int) -> UseVersion:
        chosen = values["version"]
        wanted = None if chosen in self._house else chosen
        return UseVersion(
            contract_id=self._row.id, seen_version=seen_version, policy_version_id=wanted,
            reason=values["reason"] or "",
        )  # fmt: skip

    @Slot(object)
    def _offer(self, found: Sequence[ProfileLine]) -> None:
        options = []
        for one in found:
            for line in one.versions[:1] if one.is_house else one.versions:
                if line.id == self._version:
                    continue
                if one.is_house:
                    self._house.add(line.id)
                    options.append((line.id, _("The house's terms")))
                else:
                    said = _("{code} {name}, version {number}")
                    options.append((line.id, said.format(code=one.code, name=one.name, number=line.number)))
        self.choice = ChoiceField("version", _("Policy and version"), options, required=True)
        for field in (self.choice, self.differences, self.reason):
            self.form.add(field)
        self.choice.set_value(self._wanted or options[0][0])
        self.choice.changed.connect(self._compare)
        self.form.focus_first()
        self._compare()

    @Slot()
    def _compare(self) -> None:
        if self.choice is not None:
            self.sheet.save_button.setEnabled(False)
            other = self.choice.value()
            self._desk.jobs.query(differences, self._desk.ctx, self._version, other, done=self._show)

    @Slot(object)
    def _show(self, found: tuple[int, Sequence[Difference]]) -> None:
        other_id, lines = found
        if self.choice is not None and self.choice.value() == other_id:
            self.differences.tell(lines)
            self.sheet.save_button.setEnabled(True)
