"""The chart of a part's stock: what was on hand, in steps, with the safety stock and the reorder point as lines."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime
from typing import Any, Final

import pyqtgraph
from pyqtgraph.graphicsItems import DateAxisItem as dates
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolTip, QVBoxLayout, QWidget

from inventory.i18n import _
from inventory.stock.part_ledger import StockHistory
from inventory.values.days import show_day
from inventory.values.quantities import show_quantity
from ui import theme

DAY: Final = 86_400
_ROOM: Final = 1.12


def _second(day: date) -> float:
    """A day on the axis, which counts seconds."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()


def _days_axis() -> Any:
    """Days as everywhere in the program, whatever language months have."""
    axis = pyqtgraph.DateAxisItem(utcOffset=0)
    year, month, day = (
        dates.TickSpec(dates.YEAR_SPACING, dates.makeYStepper(1), "%Y", autoSkip=[1, 5, 10, 25]),
        dates.TickSpec(dates.MONTH_SPACING, dates.makeMStepper(1), "%Y-%m"),
        dates.TickSpec(dates.DAY_SPACING, dates.makeSStepper(dates.DAY_SPACING), "%m-%d", autoSkip=[1, 5]),
    )
    axis.zoomLevels = {
        float("inf"): dates.ZoomLevel([year, month], "2026-11-"),
        5.0 * DAY: dates.ZoomLevel([month, day], "11-22-"),
    }
    return axis


class StockChart(QWidget):
    """The wheel zooms in time, and a pull moves along; the pointer is told the day and what was on hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: StockHistory | None = None
        self._days: list[float] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.plot: Any = pyqtgraph.PlotWidget(axisItems={"bottom": _days_axis()})
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=True, y=False)
        self.plot.scene().sigMouseMoved.connect(self._pointed)
        column.addWidget(self.plot)
        self.setAccessibleName(_("Stock over time"))

    def show_history(self, found: StockHistory) -> None:
        """Draw another history, in the colours of the theme."""
        self._found = found
        look, plot = theme.tokens(), self.plot
        steps = found.steps()
        scale = 10**found.decimals
        self._days = [_second(day) for day, _quantity in steps]
        counts = [quantity / scale for _day, quantity in steps]
        plot.clear()
        plot.setBackground(QColor(look.surface))
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setPen(pyqtgraph.mkPen(look.border))
            axis.setTextPen(pyqtgraph.mkPen(look.muted))
        plot.showGrid(x=False, y=True, alpha=0.15)
        ends = [*self._days[1:], self._days[-1] + DAY]
        across = [second for pair in zip(self._days, ends, strict=True) for second in pair]
        up = [count for count in counts for _end in range(2)]
        plot.plot(
            across, up, fillLevel=0, pen=pyqtgraph.mkPen(look.accent, width=2),
            brush=pyqtgraph.mkBrush(QColor(look.accent_soft)),
        )  # fmt: skip
        lines = [(found.safety_stock, _("Safety stock"), look.late.ink, Qt.PenStyle.DashLine)]
        if found.reorder_point is not None:
            lines.append((found.reorder_point, _("Reorder point"), look.soon.ink, Qt.PenStyle.DotLine))
        highest = max([*counts, *(quantity / scale for quantity, *_rest in lines), 1])
        for quantity, word, colour, style in lines:
            if quantity:
                said = _("{line}: {quantity}").format(line=word, quantity=show_quantity(quantity, found.decimals))
                self._line(quantity / scale, said, colour, style)
        plot.setYRange(0, highest * _ROOM, padding=0)
        plot.setXRange(self._days[0], self._days[-1] + DAY, padding=0.01)
        plot.setLimits(xMin=self._days[0] - 30 * DAY, xMax=self._days[-1] + 30 * DAY, minXRange=3 * DAY)
        self._describe(found)

    def _line(self, height: float, said: str, colour: str, style: Qt.PenStyle) -> None:
        line = pyqtgraph.InfiniteLine(
            height, angle=0, pen=pyqtgraph.mkPen(colour, width=1.4, style=style), label=said,
            labelOpts={"position": 0.02, "anchors": [(0, 1), (0, 1)], "color": QColor(colour)},
        )  # fmt: skip
        self.plot.addItem(line)

    def _describe(self, found: StockHistory) -> None:
        """The chart in words, for who does not see it."""
        quantities = [quantity for _day, quantity in found.days]
        said = _("{first} to {last}: between {least} and {most} {unit}, now {now}").format(
            first=show_day(found.days[0][0]), last=show_day(max(found.today, found.days[-1][0])), unit=found.unit,
            least=show_quantity(min(quantities), found.decimals), most=show_quantity(max(quantities), found.decimals),
            now=show_quantity(quantities[-1], found.decimals),
        )  # fmt: skip
        self.setAccessibleDescription(said)

    def at(self, second: float) -> tuple[date, int] | None:
        """The day under a place of the axis, and what was on hand at its end; None before the first."""
        assert self._found is not None
        place = bisect_right(self._days, second) - 1
        if place < 0:
            return None
        return datetime.fromtimestamp(second, UTC).date(), self._found.steps()[place][1]

    def _pointed(self, position: QPointF) -> None:
        if self._found is None or not self.plot.sceneBoundingRect().contains(position):
            return
        found = self.at(self.plot.plotItem.vb.mapSceneToView(position).x())
        if found is None:
            return
        day, quantity = found
        text = _("{day}: {quantity} on hand").format(
            day=show_day(day), quantity=f"{show_quantity(quantity, self._found.decimals)} {self._found.unit}".strip()
        )
        QToolTip.showText(self.plot.mapToGlobal(self.plot.mapFromScene(position)), text, self.plot)

    def picture(self) -> bytes:
        """The chart as it is seen, as a PNG."""
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.plot.grab().save(buffer, "PNG")
        return bytes(data.data())
