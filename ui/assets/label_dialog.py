"""Labels for units, parts or places: which template, where on the sheet, how many; to a printer or into a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from inventory import settings
from inventory.i18n import _, ngettext
from inventory.jobs import Progress
from inventory.labels.layout import LabelContent
from inventory.labels.templates import Kind, Template, load
from inventory.labels.templates import keys as template_keys
from inventory.work import Context
from ui.assets.label_subject import UNITS, Subject
from ui.assets.sheet_picker import SheetPicker
from ui.forms.choosing import Chooser
from ui.printing.labels import preview_image, write_labels
from ui.printing.printer import print_labels, set_up
from ui.theme import Meaning
from ui.widgets.banners import Banners
from ui.widgets.buttons import button
from ui.widgets.words import words

if TYPE_CHECKING:
    from ui.desk import Desk

SCALE: Final = 6.0
MOST_COPIES: Final = 99


@dataclass(frozen=True, slots=True)
class Sample:
    """What the dialog shows first: a label drawn, and the template this workstation uses."""

    image: QImage
    template: str


def sample(ctx: Context, subject: Subject, row_id: int, key: str) -> Sample:
    """The first label as a picture; ``key`` "" for the usual template of this workstation."""
    usual = key or settings.read(ctx, settings.LABEL_TEMPLATE)
    usual = usual if usual in template_keys() else template_keys()[0]
    return Sample(preview_image(subject.contents(ctx, [row_id])[0], load(usual), SCALE), usual)


@dataclass(frozen=True, slots=True)
class LabelOrder:
    """What is to be printed. ``path`` None: on ``printer``."""

    subject: Subject
    ids: tuple[int, ...]
    template: Template
    start: int
    copies: int
    path: Path | None


def produce(ctx: Context, order: LabelOrder, printer: QPrinter | None, progress: Progress) -> int:
    """Print or write the labels, then record that they exist. Returns how many there are."""
    found: list[LabelContent] = order.subject.contents(ctx, order.ids)
    if order.path is not None:
        made = write_labels(
            found, order.template, order.path, start=order.start, copies=order.copies, progress=progress
        )
    else:
        assert printer is not None
        made = print_labels(found, order.template, printer, start=order.start, copies=order.copies, progress=progress)
    order.subject.mark(ctx, order.ids, order.template.key)
    return made


class LabelDialog(QDialog):
    """Asks how the labels of ``ids`` are to be printed; Enter alone prints nothing, a scanner sends it."""

    def __init__(
        self, desk: Desk, ids: Sequence[int], parent: QWidget | None = None, *, subject: Subject = UNITS
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Print labels"))
        self._desk, self._ids, self._subject = desk, tuple(ids), subject
        self._printer: QPrinter | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(12)
        outer.addWidget(words(subject.heading(len(self._ids)), "heading"))
        self._banners = Banners()
        outer.addWidget(self._banners)
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addLayout(self._build_choices(), 1)
        self._picker = SheetPicker()
        middle.addWidget(self._picker, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(middle)
        outer.addLayout(self._build_feet())
        self._desk.jobs.query(sample, desk.ctx, subject, self._ids[0], "", done=self._show_first, failed=self._refused)

    def _build_choices(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        self._template = Chooser()
        self._template.setAccessibleName(_("Template"))
        for key in template_keys():
            self._template.addItem(load(key).name, key)
        self._copies = QSpinBox()
        self._copies.setAccessibleName(_("Copies of each label"))
        self._copies.setRange(1, MOST_COPIES)
        for name, field in ((_("Template"), self._template), (_("Copies of each label"), self._copies)):
            column.addWidget(words(name, "muted"))
            column.addWidget(field)
            column.addSpacing(8)
        self._preview = QLabel()
        self._preview.setAccessibleName(_("Preview"))
        self._preview.setFixedHeight(230)
        self._preview.setMinimumWidth(330)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column.addWidget(words(_("Preview"), "muted"))
        column.addWidget(self._preview)
        column.addStretch(1)
        self._template.currentIndexChanged.connect(self._choose)
        self._copies.valueChanged.connect(self._draw_sheet)
        return column

    def _build_feet(self) -> QHBoxLayout:
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addStretch(1)
        feet.addWidget(button(_("Cancel"), self.close))
        self._file_button = button(_("Save as file"), self._ask_file)
        self._print_button = button(_("Print"), self._ask_printer, "primary")
        feet.addWidget(self._file_button)
        feet.addWidget(self._print_button)
        return feet

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter prints; Enter alone does nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._ask_printer()
            return
        super().keyPressEvent(event)

    @property
    def template(self) -> Template:
        """The template on show."""
        return load(self._template.currentData())

    @Slot(object)
    def _show_first(self, found: Sample) -> None:
        self._template.blockSignals(True)
        self._template.setCurrentIndex(self._template.findData(found.template))
        self._template.blockSignals(False)
        self._show(found)

    @Slot(object)
    def _show(self, found: Sample) -> None:
        if found.template == self._template.currentData():
            self._preview.setPixmap(QPixmap.fromImage(found.image))
            self._draw_sheet()

    @Slot()
    def _choose(self) -> None:
        key = self._template.currentData()
        self._desk.jobs.query(
            sample, self._desk.ctx, self._subject, self._ids[0], key, done=self._show, failed=self._refused
        )

    @Slot()
    def _draw_sheet(self) -> None:
        self._picker.setVisible(self.template.kind is Kind.SHEET)
        self._picker.show_sheet(self.template, len(self._ids) * self._copies.value())

    # printing

    @Slot()
    def _ask_file(self) -> None:
        dialog = QFileDialog(self, _("Save labels as"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters = [_("PDF (*.pdf)"), _("Pictures (*.png)")]
        if self.template.kind is not Kind.SHEET:
            filters.append(_("Zebra printer (*.zpl)"))
        dialog.setNameFilters(filters)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(_("labels") + ".pdf")
        dialog.fileSelected.connect(self._to_file)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot(str)
    def _to_file(self, name: str) -> None:
        self._start(Path(name))

    @Slot()
    def _ask_printer(self) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_up(self._printer, self.template)
        dialog = QPrintDialog(self._printer, self)
        dialog.accepted.connect(self._to_printer)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        QDialog.open(dialog)  # QPrintDialog's own open() wants a slot by name

    @Slot()
    def _to_printer(self) -> None:
        self._start(None)

    def _start(self, path: Path | None) -> None:
        start = self._picker.start if self.template.kind is Kind.SHEET else 1
        self._order = LabelOrder(self._subject, self._ids, self.template, start, self._copies.value(), path)
        self._set_busy(True)
        self._desk.jobs.work(
            produce, self._desk.ctx, self._order, self._printer, title=_("Printing labels"), writes=True,
            done=self._made, failed=self._refused,
        ).stopped.connect(self._stopped)  # fmt: skip

    def _set_busy(self, busy: bool) -> None:
        self._file_button.setEnabled(not busy)
        self._print_button.setEnabled(not busy)

    @Slot(object)
    def _made(self, labels: int) -> None:
        self._desk.toast(ngettext("{n} label is ready.", "{n} labels are ready.", labels).format(n=labels))
        self.close()

    @Slot()
    def _stopped(self) -> None:
        self._set_busy(False)

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        self._banners.clear()
        self._banners.say(str(error), Meaning.LATE)
