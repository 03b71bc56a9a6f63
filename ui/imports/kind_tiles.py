"""Which kind of book it is: four tiles, or left to the program."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from inventory.i18n import _
from inventory.imports import ImportKind
from ui import icons, theme
from ui.imports.words import KINDS

HEIGHT: Final = 92
PAD: Final = 14
ICON: Final = 20


class KindTile(QAbstractButton):
    """A kind of book; ``kind`` None leaves it to the program."""

    def __init__(self, kind: ImportKind | None, title: str, remark: str, icon: str, parent: QWidget | None = None) -> None:
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
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Five stand beside each other."""
        return QSize(200, HEIGHT)

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
        small = QFont(self.font())
        small.setPixelSize(12)
        painter.setFont(small)
        painter.setPen(QColor(look.muted))
        below = QRectF(PAD, PAD + 26, self.width() - 2 * PAD, self.height() - PAD - 30)
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(below, int(flags) | int(Qt.TextFlag.TextWordWrap), self._remark)
        painter.end()


class KindTiles(QWidget):
    """Signal: ``chosen()``: another kind."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
            grid.addWidget(tile, 0, place)
            grid.setColumnStretch(place, 1)
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
