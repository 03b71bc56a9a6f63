"""Content that may be longer than its place."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


def scrolled(content: QWidget, margin: int = 0, *, fills: bool = False) -> QScrollArea:
    """``content`` in a frameless area that scrolls up and down; ``fills``: it takes all the room that there is."""
    holder = QWidget()
    holder.setProperty("role", "plain")
    column = QVBoxLayout(holder)
    column.setContentsMargins(margin, margin, margin, margin)
    column.addWidget(content)
    if not fills:
        column.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(holder)
    return area
