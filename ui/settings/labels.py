"""Which label this workstation prints unless somebody chooses another one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inventory.company.queries import header
from inventory.errors import RuleBroken
from inventory.i18n import _, language
from inventory.labels.layout import compose
from inventory.labels.templates import keys, load
from inventory.settings import LABEL_TEMPLATE
from inventory.work import Context
from ui.desk import Desk
from ui.forms.choosing import Chooser
from ui.printing.labels import preview_image
from ui.widgets.cards import Section
from ui.widgets.words import words

SCALE = 5.0
"""Dots a millimetre of the sample: a roll label is 250 wide."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A template with its name and a label drawn by it; ``picture`` None where the header cannot be printed."""

    key: str
    name: str
    picture: QImage | None


def samples(ctx: Context, scale: float) -> list[Sample]:
    """Every template with a label of an invented unit. Draws: for the read lane."""
    found = header(ctx)
    content = compose(
        "A7K3M9Q2X", "A7K3 M9Q2X", product=_("Blood pressure monitor"), model="HEM-7136", serial="2024031500012",
        sold_on=date(2024, 3, 15), company=found.name(language()), hotline=found.hotline,
    )  # fmt: skip
    made = []
    for key in keys():
        template = load(key)
        try:
            picture = preview_image(content, template, scale)
        except RuleBroken:
            picture = None
        made.append(Sample(key, template.name, picture))
    return made


class LabelsSection(Section):
    """The usual template, with a sample of it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Labels"), flush=False, parent=parent)
        self._desk = desk
        self._samples: list[Sample] = []
        row = QHBoxLayout()
        row.setSpacing(20)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(words(_("Usual label"), "muted"))
        self.choice = Chooser()
        self.choice.setAccessibleName(_("Usual label"))
        self.choice.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.activated.connect(self._chosen)
        left.addWidget(self.choice)
        left.addWidget(
            words(_("Holds for this workstation. The print dialog offers the others too."), "small", wrap=True)
        )
        left.addStretch(1)
        row.addLayout(left, 1)
        self.picture = QLabel()
        self.picture.setAccessibleName(_("A sample of the label"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(QSize(250, 150))
        row.addWidget(self.picture)
        self.inside.addLayout(row)
        self.refresh()

    def refresh(self) -> None:
        """Draw the samples again, with the company's header as it is."""
        scale = SCALE * self.devicePixelRatioF()
        self._desk.jobs.query(samples, self._desk.ctx, scale, done=self._show)

    @Slot(object)
    def _show(self, found: list[Sample]) -> None:
        self._samples = found
        self.choice.clear()
        for sample in found:
            self.choice.addItem(sample.name, sample.key)
        self.choice.setCurrentIndex(max(0, self.choice.findData(self._desk.settings.value(LABEL_TEMPLATE))))
        self._draw()

    def _chosen(self) -> None:
        self._desk.settings.keep(LABEL_TEMPLATE, str(self.choice.currentData()))
        self._draw()

    def _draw(self) -> None:
        key = self.choice.currentData()
        sample = next((sample for sample in self._samples if sample.key == key), None)
        if sample is None or sample.picture is None:
            self.picture.setText(_("No sample: the company header holds characters without a shape."))
            self.picture.setWordWrap(True)
            return
        picture = QPixmap.fromImage(sample.picture)
        ratio = self.devicePixelRatioF()
        picture.setDevicePixelRatio(ratio)
        room = self.picture.size() * ratio
        if picture.width() > room.width() or picture.height() > room.height():
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            picture = picture.scaled(room, keep, smooth)
            picture.setDevicePixelRatio(ratio)
        self.picture.setPixmap(picture)
