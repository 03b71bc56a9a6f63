"""Asks for a place on the disk without waiting for the answer, and shows where a file went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from inventory.i18n import _


def ask_where(
    parent: QWidget, title: str, name: str, filters: Sequence[str], slot: Callable[[str], object], suffix: str = "xlsx"
) -> QFileDialog:
    """The system's dialog to save a file as ``name``; ``slot``, a bound method, is told the path. Words translated."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(filters))
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    return _opened(dialog, slot)


def ask_which(parent: QWidget, title: str, filters: Sequence[str], slot: Callable[[str], object]) -> QFileDialog:
    """The system's dialog to choose a file that is there."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(list(filters))
    return _opened(dialog, slot)


def _opened(dialog: QFileDialog, slot: Callable[[str], object]) -> QFileDialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(slot)
    dialog.open()
    return dialog


def show_file(path: Path) -> None:
    """Open a file with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_folder(path: Path) -> None:
    """Open the folder of a file in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def file_choices(path: Path) -> list[tuple[str, Callable[[], object]]]:
    """What a banner about a workbook offers: to open it, or its folder."""
    return [(_("Open the workbook"), partial(show_file, path)), (_("Open folder"), partial(show_folder, path))]
