"""P7: labels decoded and in the PDF, beside drawing them only."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.bench import Bench, peak, told
from benchmarks.rows import code, serial
from benchmarks.stopwatch import Bound, Finding, Times, in_turn, milliseconds

if TYPE_CHECKING:
    from inventory.labels.layout import LabelContent


def measure(bench: Bench) -> Iterator[Finding]:
    """In a process of its own: it needs Qt, and its memory is measured."""
    count = min(1_000, bench.size.units)
    run = told("benchmarks.labels", count, bench.repeats)
    ours, limit = Times(tuple(run["product"])), Times(tuple(run["drawing"]))
    yield milliseconds("P7", f"{count:,} labels in a PDF, beside drawing them only", ours, limit, Bound(2))
    some, many = told("benchmarks.labels", count, 0), told("benchmarks.labels", 10 * count, 0)
    yield Finding(
        "P7", f"memory for {10 * count:,} labels, beside {count:,}", many["memory"], "MB", limit=some["memory"],
        bounds=(Bound(1.3),),
    )  # fmt: skip


def main(count: int, repeats: int) -> dict[str, object]:
    """Write ``count`` labels as the product does and as a plain painter would."""
    from inventory.jobs import Quiet
    from inventory.labels import templates
    from inventory.labels.layout import compose
    from ui.printing.labels import ensure_gui, write_labels

    ensure_gui()
    template = templates.load("roll-50x30")
    contents: list[LabelContent] = [
        compose(
            code("A", n), code("A", n), product="电子血压计", model="HEM-7136", serial=serial(n), sold_on=None,
            company="鲁北设备服务有限公司", hotline="400-618-0531",
        )
        for n in range(1, count + 1)
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        ours, raw = Path(folder) / "ours.pdf", Path(folder) / "raw.pdf"
        if not repeats:
            write_labels(contents, template, ours, progress=Quiet())
            return {"memory": peak()}
        product, drawing = in_turn(
            lambda: write_labels(contents, template, ours, progress=Quiet()), lambda: _draw(contents, raw), repeats
        )
    return {"product": product.samples, "drawing": drawing.samples, "memory": peak()}


def _draw(contents: list[LabelContent], path: Path) -> None:
    """The raw drawing: a QR matrix by the fastest means and four lines of text, a page each."""
    from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
    from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter

    from inventory.labels.symbols import qr_matrix
    from ui.fonts import install_fonts

    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QSizeF(50, 30), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(300)
    painter = QPainter(writer)
    painter.setFont(QFont(install_fonts(), 7))
    for place, content in enumerate(contents):
        if place:
            writer.newPage()
        for y, row in enumerate(qr_matrix(content.code)):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRectF(20 + x * 6, 20 + y * 6, 6, 6), Qt.GlobalColor.black)
        for line, text in enumerate(content.printed()):
            painter.drawText(200, 40 + 36 * line, text.text)
    painter.end()


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
