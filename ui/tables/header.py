"""The header of a table: sorts on a click, and lets people choose, move and widen columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QHeaderView, QMenu, QWidget

from inventory.i18n import _
from inventory.paging import Sort
from ui import icons, theme
from ui.widgets import paint

if TYPE_CHECKING:
    from ui.tables.model import LazyTableModel

HEIGHT = 30
Layout = tuple[tuple[str, int], ...]
"""The keys of the columns on show, in order, with their widths."""


def give_viewport(area: QAbstractScrollArea, ground: QPalette.ColorRole) -> None:
    """Give a view a viewport that Python knows, else like the one that Qt has made.

    Asked for Qt's own, PySide loads every class of widgets there is to see which of them it may be.
    """
    made = QWidget()
    made.setObjectName("qt_scrollarea_viewport")
    made.setBackgroundRole(ground)
    made.setAutoFillBackground(True)
    made.setMouseTracking(True)
    made.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
    area.setViewport(made)


class Header(QHeaderView):
    """Signals: ``sort_asked(Sort)`` a sortable column was clicked; ``arranged()`` somebody has put columns elsewhere.

    ``laid_out()``: ``lay_out`` has. It tells nothing else: the view would lay itself out and paint for each column.
    """

    sort_asked = Signal(object)
    arranged = Signal()
    laid_out = Signal()

    def __init__(self, model: LazyTableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        give_viewport(self, QPalette.ColorRole.Button)
        self._lazy = model
        self._quiet = False
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(48)
        self.sectionClicked.connect(self._clicked)
        self.sectionMoved.connect(self._arranged)
        self.sectionResized.connect(self._arranged)

    def sizeHint(self) -> QSize:
        """A little higher than a row. The table asks for the height only; Qt would measure every word for a width."""
        return QSize(self.minimumSectionSize(), HEIGHT)

    # which columns, where

    def first_layout(self) -> Layout:
        """The columns before anybody has chosen."""
        return tuple((column.key, column.width) for column in self._lazy.columns if column.shown)

    def layout_now(self) -> Layout:
        """The columns on show, in order, with their widths."""
        columns = self._lazy.columns
        return tuple(
            (columns[section].key, self.sectionSize(section))
            for section in self.in_order()
            if not self.isSectionHidden(section)
        )

    def in_order(self) -> list[int]:
        """The sections from left to right, hidden ones too."""
        return [self.logicalIndex(place) for place in range(self.count())]

    def lay_out(self, layout: Layout | None = None) -> None:
        """Show these columns in this order; keys that are gone are left out, none at all shows the first ones."""
        known = {column.key: section for section, column in enumerate(self._lazy.columns)}
        wanted = [(known[key], width) for key, width in (layout or ()) if key in known]
        if not wanted:
            wanted = [(known[key], width) for key, width in self.first_layout()]
        on_show = {section for section, _width in wanted}
        self._quiet = True
        blocked = self.blockSignals(True)
        for section in range(self.count()):
            self.setSectionHidden(section, section not in on_show)
        for place, (section, width) in enumerate(wanted):
            self.moveSection(self.visualIndex(section), place)
            self.resizeSection(section, max(self.minimumSectionSize(), width))
        self.blockSignals(blocked)
        self.laid_out.emit()  # the view gives the last column what room is left
        self._quiet = False

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide one column; the last one stays."""
        layout = list(self.layout_now())
        if shown:
            layout += [(column.key, column.width) for column in self._lazy.columns if column.key == key]
        elif len(layout) > 1:
            layout = [part for part in layout if part[0] != key]
        self.lay_out(tuple(layout))
        self.arranged.emit()

    def columns_menu(self, parent: QWidget) -> QMenu:
        """All columns to tick, and the way back to the first ones."""
        menu = QMenu(parent)
        on_show = {key for key, _width in self.layout_now()}
        for column in self._lazy.columns:
            action = QAction(column.words, menu)
            action.setData(column.key)
            action.setCheckable(True)
            action.setChecked(column.key in on_show)
            action.toggled.connect(self._toggled)
            menu.addAction(action)
        menu.addSeparator()
        back = QAction(_("Columns as at first"), menu)
        back.triggered.connect(self._reset)
        menu.addAction(back)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click chooses columns."""
        menu = self.columns_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    # painting

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """The word where its figures stand, and the way it is sorted."""
        look, column = theme.tokens(), self._lazy.columns[logicalIndex]
        painter.save()
        hovered = rect.contains(self.viewport().mapFromGlobal(self.cursor().pos())) and self.underMouse()
        paint.fill(painter, rect, look.hover if hovered and column.sortable else look.surface)
        sort = self._lazy.sort_order
        sorted_by = sort.key == column.key
        inner = QRectF(rect.adjusted(12, 0, -12, -1))
        text = column.words
        width = painter.fontMetrics().horizontalAdvance(text)
        if sorted_by:
            width = min(width, int(inner.width()) - 14)
            left = inner.right() - 12 if column.kind.right else inner.left() + width + 4
            mark = QRectF(left, inner.center().y() - 5, 10, 10)
            icons.draw(painter, mark, "down" if sort.descending else "up", look.accent_ink)
            inner.setWidth(inner.width() - 16)
        ink = look.text if sorted_by else look.muted
        if column.kind.right:
            inner.setLeft(max(inner.left(), inner.right() - painter.fontMetrics().horizontalAdvance(text) - 1))
        paint.draw_lines(painter, inner, text, ink)
        paint.draw_rule(painter, QPointF(rect.bottomLeft()), QPointF(rect.bottomRight()))
        painter.restore()

    # clicks

    def _clicked(self, section: int) -> None:
        column, now = self._lazy.columns[section], self._lazy.sort_order
        if column.sortable:
            self.sort_asked.emit(Sort(column.key, now.key == column.key and not now.descending))

    def _toggled(self, shown: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.show_column(str(action.data()), shown)

    def _reset(self) -> None:
        self.lay_out(None)
        self.arranged.emit()

    def _arranged(self) -> None:
        if not self._quiet:
            self.arranged.emit()


def packed_layout(layout: Layout) -> list[list[Any]]:
    """As plain JSON."""
    return [[key, width] for key, width in layout]


def unpacked_layout(kept: Any) -> Layout:
    """What ``packed_layout`` made; anything else is no layout."""
    if not isinstance(kept, Sequence) or isinstance(kept, str):
        return ()
    pairs = [part for part in kept if isinstance(part, Sequence) and len(part) == 2]
    return tuple((key, width) for key, width in pairs if isinstance(key, str) and isinstance(width, int))
