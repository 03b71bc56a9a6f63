"""Which kind of book it is: a tile for each, or left to the program."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from inventory.i18n import _
from inventory.imports import ImportKind
from ui import icons, theme
from ui.imports.words import KINDS

HEIGHT: Final = 76
ACROSS: Final = 4
"""Tiles in a row."""
PAD: Final = 14
ICON: Final = 20
WRAPPED: Final = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


class KindTile(QAbstractButton):
    """A kind of book; ``kind`` None leaves it to the program."""

    def __init__(
        self, kind: ImportKind | None, title: str, remark: str, icon: str, parent: QWidget | None = None
    ) -> None:
        """Words translated."""
        super().__init__(parent)
        self.kind = kind
        self._remark = remark
        self._icon = icon
        self.setText(title)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)
        self.setAccessibleDescription(remark)
        self.setToolTip(remark)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Four stand beside each other."""
        return QSize(240, self.heightForWidth(240))

    def heightForWidth(self, width: int) -> int:
        """As high as the remark needs."""
        metrics = QFontMetrics(self._small())
        room = QRect(0, 0, max(1, width - 2 * PAD), 1000)
        return max(HEIGHT, PAD + 26 + metrics.boundingRect(room, WRAPPED, self._remark).height() + PAD)

    def _small(self) -> QFont:
        small = QFont(self.font())
        small.setPixelSize(12)
        return small

    def minimumSizeHint(self) -> QSize:
        """In the smallest window too."""
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sheet with icon, title and two lines of remark; chosen in the soft accent."""
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.isChecked()
        edge = look.accent if lit or self.hasFocus() else look.edge if self.underMouse() else look.border
        painter.setPen(QColor(edge))
        painter.setBrush(QColor(look.accent_soft if lit else look.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        ink = look.accent_ink if lit else look.rail_icon
        icons.draw(painter, QRectF(PAD, PAD - 1, ICON, ICON), self._icon, ink)
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(look.accent_ink if lit else look.text))
        left = PAD + ICON + 8
        room = QRectF(left, PAD - 2, self.width() - left - PAD, 22)
        title = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), title)
        painter.setFont(self._small())
        painter.setPen(QColor(look.muted))
        painter.drawText(QRect(PAD, PAD + 26, self.width() - 2 * PAD, self.height()), WRAPPED, self._remark)
        painter.end()


class KindTiles(QWidget):
    """Signal: ``chosen()``: another kind."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        self._group = QButtonGroup(self)
        self.tiles: dict[ImportKind | None, KindTile] = {
            None: KindTile(
                None, _("Find out"), _("The program looks at the headings and says which book it is."), "search"
            )
        }
        for kind, words in KINDS.items():
            self.tiles[kind] = KindTile(kind, _(words.title), _(words.remark), words.icon)
        for place, tile in enumerate(self.tiles.values()):
            self._group.addButton(tile)
            row, column = divmod(place, ACROSS)
            grid.addWidget(tile, row, column)
            grid.setColumnStretch(column, 1)
        self.choose(None)
        self._group.buttonClicked.connect(self._clicked)

    @property
    def kind(self) -> ImportKind | None:
        """The kind that is chosen; None: the program finds out."""
        return next((kind for kind, tile in self.tiles.items() if tile.isChecked()), None)

    def choose(self, kind: ImportKind | None) -> None:
        """Choose a kind."""
        self.tiles[kind].setChecked(True)

    @Slot()
    def _clicked(self) -> None:
        self.chosen.emit()
