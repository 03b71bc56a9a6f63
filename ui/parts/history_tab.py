"""The stock of a part over time, drawn. What draws is loaded when the tab is shown first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.files import atomic_file, safe_file_name
from inventory.i18n import _, ngettext
from inventory.jobs import Progress
from inventory.stock.part_ledger import StockHistory, history
from inventory.values.quantities import show_quantity
from ui.desk import Desk
from ui.editing.saving import ask_where, show_file
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState, either
from ui.widgets.words import Line

if TYPE_CHECKING:
    from ui.parts.chart import StockChart


def write_history(found: StockHistory, path: Path, progress: Progress) -> int:
    """The stock day by day as a workbook. Runs in a lane."""
    from inventory.excel.cells import Column, Kind
    from inventory.excel.door import big_table

    heads = [Column(_("Day"), Kind.DATE), Column(_("On hand"), Kind.NUMBER), Column(_("Safety stock"), Kind.NUMBER)]
    scale = 10**found.decimals
    rows = ((day, quantity / scale, found.safety_stock / scale) for day, quantity in found.days)
    return big_table(path, heads, rows, progress, sheet=_("Stock over time"), expected_rows=len(found.days))


def turnover_words(found: StockHistory) -> str:
    """How often the stock is turned over, and how long it lasts; "" where it is too early to say."""
    turned = found.turnover
    if turned is None:
        return ""
    if turned.times is None or turned.lasts is None:
        nothing = ngettext(
            "Nothing was used in the last {count} day", "Nothing was used in the last {count} days", turned.days
        )
        return nothing.format(count=f"{turned.days:,}")
    used = ngettext("Used in {count} day: {used} {unit}", "Used in {count} days: {used} {unit}", turned.days)
    lasts = ngettext("What is there lasts {count} day", "What is there lasts {count} days", turned.lasts)
    average = turned.average / 10**found.decimals
    facts = (
        used.format(count=f"{turned.days:,}", used=show_quantity(turned.used, found.decimals), unit=found.unit),
        _("On average there: {average}").format(average=f"{float(average):,.1f}"),
        _("Turned over {times} times a year").format(times=f"{float(turned.times):,.1f}"),
        lasts.format(count=f"{turned.lasts:,}"),
    )
    return " · ".join(facts)


class HistoryTab(QWidget):
    """For one part. It asks for nothing until it is shown."""

    def __init__(self, desk: Desk, part_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._part_id = desk, part_id
        self._found: StockHistory | None = None
        self._path = Path()
        self._asked = False
        self.chart: StockChart | None = None
        self.said = Line("", "muted")
        self.picture_button = button(_("Export picture"), self._ask_picture, symbol="photo")
        self.data_button = button(_("Export data"), self._ask_data, symbol="export")
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.said, 1)
        row.addWidget(self.picture_button)
        row.addWidget(self.data_button)
        self._holder = QWidget()
        inside = QVBoxLayout(self._holder)
        inside.setContentsMargins(8, 0, 8, 8)
        self._stack = either(
            self._holder,
            EmptyState(
                _("Nothing of this part was ever moved"), _("Its stock is drawn from the first receipt on."), "history"
            ),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.turned = Line("", "plain")
        self.turned.setContentsMargins(14, 0, 14, 8)
        column.addLayout(row)
        column.addWidget(self.turned)
        column.addWidget(self._stack, 1)
        self._wake()
        desk.theme_changed.connect(self._recolour)

    def showEvent(self, event: QShowEvent) -> None:
        """Now it is worth asking."""
        super().showEvent(event)
        if not self._asked:
            self.refresh()

    def refresh(self) -> None:
        """Fetch the stock again, if it was ever looked at."""
        if self.isVisible() or self._asked:
            self._asked = True
            self._desk.jobs.query(history, self._desk.ctx, self._part_id, done=self._show)

    @Slot(object)
    def _show(self, found: StockHistory) -> None:
        self._found = found
        self._stack.setCurrentIndex(0 if found.days else 1)
        if found.days:
            if self.chart is None:
                from ui.parts.chart import StockChart  # numpy and what draws take a second; most cards are left before

                self.chart = StockChart(self._holder)
                layout = self._holder.layout()
                assert layout is not None
                layout.addWidget(self.chart)
            self.chart.show_history(found)
            self.said.setText(self.chart.accessibleDescription())
        said = turnover_words(found)
        self.turned.setText(said)
        self.turned.setVisible(bool(said))
        self._wake()

    @Slot(str)
    def _recolour(self, _theme: str) -> None:
        if self.chart is not None and self._found is not None:
            self.chart.show_history(self._found)

    def _wake(self) -> None:
        there = self._found is not None and bool(self._found.days)
        self.picture_button.setEnabled(there)
        self.data_button.setEnabled(there)

    # exports

    def _file(self, ending: str) -> str:
        assert self._found is not None  # the buttons sleep without it
        day = self._desk.ctx.clock.today().strftime("%Y%m%d")
        return safe_file_name(f"{_('Stock over time')}_{self._found.part_no}_{day}.{ending}")

    @Slot()
    def _ask_picture(self) -> None:
        ask_where(self, _("Export picture"), self._file("png"), [_("Pictures (*.png)")], self.write_picture, "png")

    @Slot(str)
    def write_picture(self, name: str) -> None:
        """Write the chart as it is seen to a file."""
        if self.chart is not None:
            self._path = Path(name)
            self._desk.jobs.work(_keep, self.chart.picture(), self._path, title=_("Export picture"), done=self._written)

    @Slot()
    def _ask_data(self) -> None:
        ask_where(self, _("Export data"), self._file("xlsx"), [_("Excel workbook (*.xlsx)")], self.write_data)

    @Slot(str)
    def write_data(self, name: str) -> None:
        """Write the figures behind the chart to a workbook."""
        if self._found is not None:
            self._path = Path(name)
            self._desk.jobs.work(write_history, self._found, self._path, title=_("Export data"), done=self._written)

    @Slot(object)
    def _written(self, _result: object) -> None:
        self._desk.toast(_("Saved as {name}.").format(name=self._path.name))
        show_file(self._path)


def _keep(picture: bytes, path: Path, _progress: Progress) -> int:
    """Write a picture beside its target and put it in place."""
    with atomic_file(path) as beside:
        beside.write_bytes(picture)
    return len(picture)
