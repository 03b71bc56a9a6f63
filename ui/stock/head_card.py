"""What a paper says above its lines: for whom, from whom, on which day."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from inventory.assets.words import AssetOwner, owner_word
from inventory.choices import Choice
from inventory.customers.queries import pick as pick_customers
from inventory.errors import InvalidInput
from inventory.i18n import _
from inventory.stock.drafts import DraftRead
from inventory.stock.reading import CaseFound, pick_cases
from inventory.stock.words import IssuePurpose, purpose_word
from inventory.suppliers.queries import pick as pick_suppliers
from ui.desk import Desk
from ui.forms.choosing import ChoiceField, PickField
from ui.forms.field import Field, TextField
from ui.forms.fields import CheckField, DayField
from ui.stock.kinds import KINDS, Kind, Task
from ui.stock.offers import Offers
from ui.stock.terse_pick import TersePick
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout

FIELD: Final = 190
WIDE: Final = 290
LONG: Final = 370
"""A transfer, with its day and where it goes."""
RATES: Final = (1300, 900, 600, 300, 100)
"""The rates of value-added tax that suppliers' papers have, in basis points."""
_ALWAYS: Final = ("happened_on", "remark")
_WRITTEN: Final = ("case_id", "customer_id", "supplier_id", "paper_no", "happened_on", "remark")
"""What people write or search, and would have to write again."""
_WIDTHS: Final = {"transfer_id": LONG, **dict.fromkeys(("task", "remark", "customer_id", "supplier_id"), WIDE)}


class OfferedField(ChoiceField):
    """One of what the depot has now; what was chosen stays chosen as long as it is offered."""

    _early: Any = None
    """Chosen before the depot has said what it has: answers come in any order."""

    def set_raw(self, raw: Any) -> None:
        """Choose a value; one that is not offered yet will be when it is."""
        self._early = None if raw in self._values else raw
        super().set_raw(raw)

    def offer(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer these."""
        chosen = self._early if self.raw() is None else self.raw()
        self.box.blockSignals(True)
        self._values = [None, *(value for value, _word in options)]
        self.box.clear()
        self.box.addItems(["", *(word for _value, word in options)])
        self.set_raw(chosen)
        self._early = None
        self.box.blockSignals(False)


class HeadCard(Card):
    """Signals: ``task_chosen(object)``; ``changed(str)`` a field has another value, by its name."""

    task_chosen = Signal(object)
    changed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._kind: Kind = KINDS[Task.RECEIVE]
        self._kept = False  # it shows a draft, so that what stands here was written by somebody
        tasks = [(kind.task, _(kind.title)) for kind in KINDS.values()]
        self.task = ChoiceField("task", _("What is done"), tasks, required=True)
        self.task.changed.connect(self._turn)
        purposes = [
            (one, purpose_word(one))
            for one in (IssuePurpose.CASE, IssuePurpose.VISIT, IssuePurpose.SALE, IssuePurpose.OTHER)
        ]
        taxes: list[tuple[Any, str]] = [(0, _("Costs are without tax"))]
        taxes += [(rate, _("Costs are with {rate} % tax").format(rate=rate // 100)) for rate in RATES]
        jobs = desk.jobs
        made: tuple[Field, ...] = (
            ChoiceField("purpose", _("What for"), purposes, required=True),
            TersePick("case_id", _("Case"), jobs, pick_cases),
            TersePick("customer_id", _("Customer"), jobs, pick_customers),
            TersePick("supplier_id", _("Supplier"), jobs, pick_suppliers),
            TextField("paper_no", _("Supplier's paper"), limit=60),
            ChoiceField("tax", _("Tax"), taxes, required=True),
            ChoiceField("owner", _("Whose goods"), [(one, owner_word(one)) for one in AssetOwner], required=True),
            OfferedField("warehouse_id", _("To warehouse"), []),
            OfferedField("engineer_id", _("Engineer"), []),
            OfferedField("transfer_id", _("Transfer"), []),
            CheckField("close", _("Nothing more comes of it")),
            DayField("happened_on", _("Day"), desk.ctx.clock),
            TextField("remark", _("Remark")),
        )
        self.fields = {field.name: field for field in made}
        for field in made:
            if isinstance(field, CheckField):  # beside fields with a name above them
                field.heading.setText("")
                field.heading.show()
                field.box.setMinimumHeight(self.task.box.sizeHint().height())
        holder = QWidget()
        flow = FlowLayout(holder)
        for field in (self.task, *made):
            field.hold(_WIDTHS.get(field.name, FIELD))
            flow.addWidget(field)
        for field in made:
            field.changed.connect(self._changed)
        self.body.addWidget(holder)
        self._show()

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of the fields that this kind of paper asks for."""
        return (*self._kind.head, *_ALWAYS)

    def turn_into(self, task: Task) -> None:
        """Another kind of paper, chosen elsewhere."""
        if task is not self._kind.task:
            self.task.set_value(task)
            self._turn()

    @Slot()
    def _turn(self) -> None:
        self._kind = KINDS[self.task.raw()]
        self._show()
        self.task_chosen.emit(self._kind.task)

    def _show(self) -> None:
        purpose = self.fields["purpose"].raw()
        for name, field in self.fields.items():
            visible = name in self.shown
            if self._kind.task is Task.ISSUE and name == "case_id":
                visible = purpose in (IssuePurpose.CASE, IssuePurpose.VISIT)
            if name == "customer_id":
                visible = visible and purpose not in (IssuePurpose.CASE, IssuePurpose.VISIT)
            field.setVisible(visible)
        self.updateGeometry()

    @Slot()
    def _changed(self) -> None:
        field = self.sender()
        if isinstance(field, Field):
            _complain(field, "")
            if field.name == "purpose":
                self._show()
            self.changed.emit(field.name)

    def offer(self, found: Offers) -> None:
        """What the depot has now."""
        for name, options in (
            ("warehouse_id", found.warehouses), ("engineer_id", found.engineers), ("transfer_id", found.transfers),
        ):  # fmt: skip
            field = self.fields[name]
            assert isinstance(field, OfferedField)  # made above
            field.offer(options)

    def show_case(self, found: CaseFound) -> None:
        """The case that the goods are for."""
        field = self.fields["case_id"]
        field.set_value(Choice(found.id, found.case_no, f"{found.customer} · {found.serial_no}"))
        if self._kind.task is Task.ISSUE and self.fields["purpose"].raw() is not IssuePurpose.VISIT:
            self.fields["purpose"].set_value(IssuePurpose.CASE)
        self._show()

    def show_choice(self, name: str, value: int | None) -> None:
        """Choose one of what is offered, as if the person had."""
        self.fields[name].set_value(value)

    def case_id(self) -> int | None:
        """The case that is chosen, if this paper asks for one."""
        _text, choice = self.fields["case_id"].raw()
        return choice.id if choice is not None and self.fields["case_id"].isVisibleTo(self) else None

    def values(self) -> dict[str, Any] | None:
        """What the visible fields say; None where one of them is wrong, which then says so."""
        said: dict[str, Any] = {}
        wrong: Field | None = None
        for name, field in self.fields.items():
            if not field.isVisibleTo(self):
                continue
            try:
                said[name] = field.value()
                _complain(field, "")
            except InvalidInput as error:
                _complain(field, str(error))
                wrong = wrong or field
        if wrong is not None:
            wrong.setFocus()
            return None
        return said

    def said(self) -> dict[str, Any]:
        """What the visible fields say, as far as they can be read: nobody is stopped for the rest yet."""
        said: dict[str, Any] = {}
        for name, field in self.fields.items():
            if field.isVisibleTo(self):
                with suppress(InvalidInput):
                    said[name] = field.value()
        return said

    def unread(self) -> tuple[tuple[str, str], ...]:
        """What stands in a visible field and cannot be read, as it was typed, by the field's name."""
        typed = []
        for name, field in self.fields.items():
            if field.isVisibleTo(self):
                try:
                    field.value()
                except InvalidInput:
                    typed.append((name, _text(field)))
        return tuple(typed)

    def written(self) -> bool:
        """Whether somebody wrote something here; what the paper was opened with counts as nothing."""
        fields = (self.fields[name] for name in _WRITTEN)
        return any(
            field.isVisibleTo(self) and _text(field).strip() and (self._kept or field.dirty()) for field in fields
        )

    def reopen(self, found: DraftRead) -> None:
        """Show what a kept draft says; nobody hears of it as of a choice."""
        self.blockSignals(True)
        self.clear()
        self.task.set_value(found.task)
        self._turn()
        case = None
        if found.case is not None:
            case = Choice(found.case.id, found.case.case_no, f"{found.case.customer} · {found.case.serial_no}")
        for name, value in (
            ("purpose", found.purpose), ("case_id", case), ("customer_id", found.customer),
            ("supplier_id", found.supplier), ("paper_no", found.paper_no), ("tax", found.tax_rate_bp),
            ("owner", found.owner), ("warehouse_id", found.warehouse_id), ("engineer_id", found.engineer_id),
            ("transfer_id", found.transfer_id), ("close", found.closes), ("happened_on", found.happened_on),
            ("remark", found.remark),
        ):  # fmt: skip
            self.fields[name].set_value(value)
        for name, text in found.typed.items():
            if name in self.fields:
                self.fields[name].set_raw((text, None) if isinstance(self.fields[name], PickField) else text)
        self._kept = True
        self._show()
        self.blockSignals(False)

    def refuse(self, error: InvalidInput) -> bool:
        """Say it under the field that is meant; False where it is none of these."""
        field = self.fields.get(error.field)
        if field is None or not field.isVisibleTo(self):
            return False
        _complain(field, str(error))
        field.setFocus()
        return True

    def clear(self) -> None:
        """Ready for another paper: the person still stands at the same counter, so the purpose stays."""
        for name in ("case_id", "customer_id", "paper_no", "remark", "close", "happened_on", "transfer_id"):
            self.fields[name].clear()
            _complain(self.fields[name], "")
        for field in self.fields.values():
            field.settle()  # what stays is not written for the next paper
        self._kept = False


def _text(field: Field) -> str:
    """What stands in a field that is written or searched."""
    raw = field.raw()
    return str(raw[0] if isinstance(raw, tuple) else raw)


def _complain(field: Field, sentence: str) -> None:
    """Say it under the field, and give the field the height that the sentence needs in its width."""
    field.complain(sentence)
    field.setMinimumHeight(field.column.heightForWidth(field.width()) if sentence else 0)
