"""What the program is, which version, and what it stands on."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Final

from PySide6 import __version__ as binding
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inventory.bootstrap import VERSION
from inventory.i18n import _
from ui.editing.saving import show_file
from ui.widgets.buttons import button
from ui.widgets.cards import KeyValues, Section
from ui.widgets.words import words

LICENCES: Final = Path(__file__).resolve().parents[2] / "resources" / "licences" / "INDEX.md"


class AboutSection(Section):
    """Version, Qt and the licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("About this program"), flush=False, parent=parent)
        facts = [
            (_("Version"), VERSION),
            ("Qt", f"{qVersion()} · PySide6 {binding}"),
            ("Python", f"{platform.python_version()} · {platform.system()}"),
        ]
        self.facts = KeyValues(facts, beside=True)
        self.inside.addWidget(self.facts)
        text = _(
            "Built with Qt and PySide6 under the LGPL 3: both are separate libraries that you may replace. "
            "Icons by Phosphor, MIT licence. The Chinese font is Noto Sans SC, SIL Open Font License."
        )
        self.inside.addWidget(words(text, "muted", wrap=True))
        row = QHBoxLayout()
        row.addWidget(button(_("Licences"), self._licences, symbol="file"))
        row.addStretch(1)
        self.inside.addLayout(row)

    def _licences(self) -> None:
        show_file(LICENCES)
