"""Papers of a delivery as they will be printed, to be read in either language: the certificate, the notice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inventory.documents.acceptance import AcceptanceCertificate, certificate
from inventory.documents.notice import VisitNotice, visit_notice
from inventory.i18n import LANGUAGES, _, language, speaking
from inventory.values.days import show_day
from ui.desk import Desk
from ui.editing.segments import Segment, Segments
from ui.main_window import LANGUAGE_NAMES
from ui.widgets.buttons import button
from ui.widgets.cards import KeyValues
from ui.widgets.records import ROW, Field, Records
from ui.widgets.words import rule, words

SIZE: Final = QSize(860, 760)


class PaperDialog(QDialog):
    """Shows ``find(ctx, lot_id, language)``; what stands on it is written by ``write`` in that language."""

    def __init__(
        self, desk: Desk, title: str, find: Callable[..., Any], lot_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._desk = desk
        self._find = find
        self._lot_id = lot_id
        self.paper: Any = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 20, 12)
        head.setSpacing(12)
        head.addWidget(words(title, "title"), 1)
        choices = [Segment(key, LANGUAGE_NAMES[key]) for key in LANGUAGES]
        self.language = Segments(_("Language of the paper"), choices, language())
        self.language.chosen.connect(self.ask)
        head.addWidget(self.language)
        column.addLayout(head)
        column.addWidget(rule())
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.area, 1)
        column.addWidget(rule())
        feet = QHBoxLayout()
        feet.setContentsMargins(20, 12, 20, 12)
        feet.addStretch(1)
        closing = button(_("Close"), self.close)
        closing.setToolTip(_("Close (Esc)"))
        feet.addWidget(closing)
        column.addLayout(feet)
        self.ask(language())

    def sizeHint(self) -> QSize:
        """A sheet of paper, nearly."""
        return SIZE

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, which a scanner sends, closes nothing."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    @Slot(str)
    def ask(self, wanted: str) -> None:
        """Fetch the paper in a language."""
        self._desk.jobs.query(self._find, self._desk.ctx, self._lot_id, wanted, done=self._show)

    @Slot(object)
    def _show(self, paper: Any) -> None:
        self.paper = paper
        self.language.show_key(paper.language)
        sheet = QWidget()
        sheet.setProperty("role", "plain")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(12)
        with speaking(paper.language):
            self.write(paper, column)
        column.addStretch(1)
        self.area.setWidget(sheet)

    def write(self, paper: Any, column: QVBoxLayout) -> None:
        """Put the content of the paper into ``column``."""

    @staticmethod
    def title_line(text: str, below: str) -> QWidget:
        """The heading of a paper, in the middle."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        title, number = words(text, "title", wrap=True), words(below, "muted", wrap=True)
        for label in (title, number):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        return holder


class CertificateDialog(PaperDialog):
    """The acceptance certificate, as far as it is known."""

    def __init__(self, desk: Desk, lot_id: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Acceptance certificate"), certificate, lot_id, parent)

    def write(self, paper: AcceptanceCertificate, column: QVBoxLayout) -> None:
        """Head, table 1, table 2, conclusion, warranty clause, signatures."""
        number = _("No. {number}").format(number=paper.number) if paper.number else _("draft, not signed yet")
        column.addWidget(self.title_line(paper.title, number))
        contract = " ".join(text for text in (paper.contract_no, paper.contract_title) if text)
        column.addWidget(
            KeyValues(
                [
                    (_("Party A (customer)"), paper.customer.name),
                    (_("Party B (supplier)"), paper.supplier.name),
                    (_("Contract"), contract),
                    (_("Delivery"), str(paper.delivery)),
                    (_("Place of installation"), paper.place),
                    (_("Arrived on"), show_day(paper.arrived_on)),
                    (_("Goods counted by"), _both(paper.counted_by, paper.witnessed_by)),
                    (_("Completed on"), show_day(paper.completed_on)),
                    (_("Accepted on"), show_day(paper.accepted_on)),
                ],
                columns=2,
            )
        )
        column.addWidget(words(_("Table 1: units"), "heading"))
        column.addWidget(
            _table(
                [
                    Field(_("No."), lambda unit: str(unit.position), 60, right=True),
                    Field(_("Product"), lambda unit: f"{unit.product_name} {unit.model_code}", 0),
                    Field(_("Serial number"), lambda unit: unit.serial_no, 150),
                    Field(_("Quantity"), lambda unit: f"{unit.quantity} {unit.unit}".strip(), 90, right=True),
                    Field(_("Installation place"), lambda unit: unit.place, 150, tip=lambda unit: unit.place),
                    Field(_("Counted"), lambda unit: unit.counted, 84),
                    Field(_("Appearance"), lambda unit: unit.appearance, 104),
                ],
                _("Units"),
                paper.units,
            )
        )
        column.addWidget(words(_("Table 2: tests and documents"), "heading"))
        column.addWidget(
            _table(
                [
                    Field(_("No."), lambda check: str(check.position), 60, right=True),
                    Field(_("Kind"), lambda check: check.area, 150),
                    Field(_("What"), lambda check: check.item, 0),
                    Field(_("Result"), lambda check: check.result, 120),
                    Field(_("Remark"), lambda check: check.remark, 150),
                ],
                _("Tests and documents"),
                paper.checks,
            )
        )
        column.addWidget(words(_("Conclusion"), "heading"))
        column.addWidget(words(paper.conclusion, wrap=True))
        if paper.warranty:
            column.addWidget(words(_("Warranty"), "heading"))
            for clause in paper.warranty:
                column.addWidget(words(clause, wrap=True))
        column.addWidget(
            KeyValues(
                [(one.party, "  ".join(text for text in (one.line, one.name, one.day) if text))
                 for one in paper.signatures],
                columns=2,
            )
        )  # fmt: skip


class NoticeDialog(PaperDialog):
    """The notice that we come."""

    def __init__(self, desk: Desk, lot_id: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Notice of the visit"), visit_notice, lot_id, parent)

    def sizeHint(self) -> QSize:
        """Half a sheet."""
        return QSize(SIZE.width(), 560)

    def write(self, paper: VisitNotice, column: QVBoxLayout) -> None:
        """To whom, when, where, with what."""
        column.addWidget(self.title_line(paper.title, f"{paper.contract_no} / {paper.delivery}"))
        column.addWidget(words(paper.text, wrap=True))
        column.addWidget(
            KeyValues(
                [
                    (_("Customer"), paper.customer.name),
                    (_("Contact"), _both(paper.customer.contact, paper.customer.phone)),
                    (_("Place"), paper.place),
                    (_("Planned for"), show_day(paper.planned_on)),
                    (_("To be sent by"), show_day(paper.send_by)),
                    (_("Rules of the place"), paper.rules_note),
                ],
                columns=2,
            )
        )
        column.addWidget(
            _table(
                [
                    Field(_("Product"), lambda goods: goods.product_name, 0),
                    Field(_("Model"), lambda goods: goods.model_code, 200),
                    Field(_("Quantity"), lambda goods: f"{goods.quantity} {goods.unit}".strip(), 100, right=True),
                ],
                _("Goods"),
                paper.goods,
            )
        )


def _both(one: str, other: str) -> str:
    return " / ".join(text for text in (one, other) if text)


def _table(fields: list[Field], name: str, rows: tuple[Any, ...]) -> Records:
    made = Records(fields, name)
    made.show_records(rows)
    made.setFixedHeight(ROW * (max(len(rows), 1) + 1) + 6)
    return made
