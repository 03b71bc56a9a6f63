"""The rail at the left: where one can go, and what wants action there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from inventory.i18n import _, ngettext
from ui import icons, theme
from ui.actions import Act
from ui.desk import Count, Desk
from ui.navigation import PageSpec
from ui.widgets import paint
from ui.widgets.words import rule

WIDTH: Final = 184
ITEM: Final = 33
ICON: Final = 16


class RailItem(QAbstractButton):
    """A page: icon, word, count."""

    def __init__(self, spec: PageSpec, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = spec.name
        self._symbol = spec.icon
        self._count: Count | None = None
        self.setText(spec.words)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tip = Act(spec.name, spec.title, keys=keys).tip
        self.show_count(None)

    def show_count(self, count: Count | None) -> None:
        """Write a number at the right end, or none."""
        self._count = count
        if count is None:
            self.setAccessibleName(self.text())
            self.setToolTip(self._tip)
        else:
            wants = ngettext("{count} wants action", "{count} want action", count.number).format(count=count.number)
            self.setAccessibleName(_("{page}, {remark}").format(page=self.text(), remark=wants))
            self.setToolTip(_("{page}, {remark}").format(page=self._tip, remark=wants))
        self.update()

    def sizeHint(self) -> QSize:
        """One line of the rail."""
        return QSize(WIDTH - 17, ITEM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground when lit, icon, word, count."""
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.isChecked()
        if lit or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent_soft if lit else look.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0.5, 0, -1.5), 6, 6)
        if self.hasFocus():
            painter.setPen(QColor(look.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -1.5), 6, 6)
        middle = (self.height() - 1) / 2
        icons.draw(
            painter, QRectF(10, middle - ICON / 2, ICON, ICON), self._symbol, look.accent_ink if lit else look.rail_icon
        )
        right = self.width() - 10.0
        if self._count is not None:
            right = self._paint_count(painter, self._count, right, middle) - 6
        font = QFont(self.font())
        font.setBold(lit)
        paint.draw_lines(
            painter,
            QRectF(36, 0, right - 36, self.height() - 1),
            self.text(),
            look.accent_ink if lit else look.rail_text,
            font,
        )
        painter.end()

    @staticmethod
    def _paint_count(painter: QPainter, count: Count, right: float, middle: float) -> float:
        painter.save()
        font = QFont(painter.font())
        font.setPixelSize(11)
        font.setBold(True)
        painter.setFont(font)
        text = str(count.number) if count.number < 1000 else "999+"
        width = paint.badge_width(text, QFontMetrics(font), 20)
        paint.draw_badge(painter, QRectF(right - width, middle - 10, width, 20), text, count.meaning)
        painter.restore()
        return right - width


class _Logo(QWidget):
    """The sign and the name of the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(52)
        self.setAccessibleName(_("Spare Depot"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        icons.draw_logo(painter, QRectF(10, 17, 18, 18), look.accent)
        font = QFont(self.font())
        font.setPixelSize(14)
        font.setBold(True)
        paint.draw_lines(painter, QRectF(36, 16, self.width() - 40, 20), _("Spare Depot"), look.rail_text, font)
        painter.end()


class _Person(QAbstractButton):
    """Who is at work; a click asks for somebody else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 17, ITEM)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        colour = look.accent_ink if self.underMouse() or self.hasFocus() else look.muted
        paint.draw_lines(painter, QRectF(10, 0, self.width() - 12, self.height()), self.text(), colour)
        painter.end()


class Rail(QFrame):
    """Signals: ``chosen(str)`` a page's name; ``person_clicked()``."""

    chosen = Signal(str)
    person_clicked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 9, 12)
        column.setSpacing(0)
        logo = _Logo(self)
        column.addWidget(logo)
        self.items: dict[str, RailItem] = {}
        specs = desk.pages.rail()
        for spec in specs:
            if not spec.foot:
                column.addWidget(self._item(spec))
        column.addStretch(1)
        column.addWidget(rule())
        column.addSpacing(9)
        for spec in specs:
            if spec.foot:
                column.addWidget(self._item(spec))
        self.person = _Person(self)
        self.person.clicked.connect(self.person_clicked)
        column.addWidget(self.person)
        desk.counts_changed.connect(self.show_counts)
        desk.standing_changed.connect(self.show_person)
        self.show_counts()
        self.show_person()

    def light(self, page: str) -> None:
        """Light the page on show; "" lights none."""
        for name, item in self.items.items():
            item.setChecked(name == page)

    def show_counts(self) -> None:
        """Write the desk's numbers."""
        for name, item in self.items.items():
            item.show_count(self._desk.counts.get(name))

    def show_person(self) -> None:
        """Write who is at work."""
        standing = self._desk.standing
        text = " · ".join(word for word in (standing.person, standing.role) if word)
        self.person.setText(text)
        self.person.setVisible(bool(text))
        self.person.setToolTip(_("{person}: click to change who is at work").format(person=text))
        self.person.setAccessibleName(self.person.toolTip())

    def _item(self, spec: PageSpec) -> RailItem:
        item = RailItem(spec, self._desk.pages.keys(spec.name), self)
        item.clicked.connect(self._clicked)
        self.items[spec.name] = item
        return item

    def _clicked(self) -> None:
        item = self.sender()
        if isinstance(item, RailItem):
            item.setChecked(True)
            self.chosen.emit(item.page)
