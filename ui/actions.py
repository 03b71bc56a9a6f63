"""Everything a person can do, declared once: word, icon, shortcut. Menus, tooltips and the help page read it here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from inventory.access.rights import Right
from inventory.i18n import N_, _
from inventory.values.records import record
from ui.icons import icon

EVERYWHERE: Final = N_("Everywhere")
ON_PAGE: Final = N_("On a page")
IN_TABLE: Final = N_("In a list")
IN_FORM: Final = N_("In a form")
WITH_SCANNER: Final = N_("With the scanner")
GROUPS: Final = (EVERYWHERE, ON_PAGE, IN_TABLE, IN_FORM, WITH_SCANNER)


@record
class Act:
    """Something to do.

    ``text`` and ``group`` are message ids; ``keys`` is portable (``Ctrl+K``), several by ``; ``. ``of`` names the
    general act that this one is on its page ("Print label" is a "print"): it has the same keys, and the help lists
    only the general one. ``needs``: one of these rights; whoever has none finds it grey, with a tooltip that says who.
    """

    name: str
    text: str
    group: str = ON_PAGE
    icon: str = ""
    keys: str = ""
    of: str = ""
    needs: tuple[Right, ...] = ()

    @property
    def words(self) -> str:
        """The text in the reader's language."""
        return _(self.text)

    @property
    def shown_keys(self) -> str:
        """The shortcut as this system writes it."""
        shown = (sequence.toString(QKeySequence.SequenceFormat.NativeText) for sequence in self.sequences())
        return " / ".join(shown).replace("Return", "Enter")

    def sequences(self) -> list[QKeySequence]:
        """The shortcuts."""
        return [QKeySequence(keys, QKeySequence.SequenceFormat.PortableText) for keys in self.keys.split("; ") if keys]

    @property
    def tip(self) -> str:
        """Words and shortcut, for a tooltip."""
        return _("{action} ({keys})").format(action=self.words, keys=self.shown_keys) if self.keys else self.words


REGISTRY: Final[dict[str, Act]] = {}
"""Every act by name; the help page lists them."""


def declare(act: Act) -> Act:
    """Make an act known. The same act twice is fine, two acts of one name are a mistake."""
    if REGISTRY.setdefault(act.name, act) != act or (act.of and REGISTRY[act.of].keys != act.keys):
        raise ValueError(act.name)
    return act


def _everywhere(name: str, text: str, symbol: str = "", keys: str = "") -> Act:
    return declare(Act(name, text, EVERYWHERE, symbol, keys))


def _page(name: str, text: str, symbol: str = "", keys: str = "") -> Act:
    return declare(Act(name, text, ON_PAGE, symbol, keys))


FIND: Final = _everywhere("find", N_("Search or scan"), "search", "Ctrl+K")
SCAN_MODE: Final = _everywhere("scan_mode", N_("Scan mode"), "scan", "F2")
BACK: Final = _everywhere("back", N_("Back"), "back", "Alt+Left")
FORWARD: Final = _everywhere("forward", N_("Forward"), "forward", "Alt+Right")
HELP: Final = _everywhere("help", N_("Help with all shortcuts"), "help", "F1")
QUIT: Final = _everywhere("quit", N_("Quit"), "quit", "Ctrl+Q")
ABOUT: Final = _everywhere("about", N_("About this program"), "info")
SOUND: Final = _everywhere("sound", N_("Sounds of the scanner"), "sound")

NEW: Final = _page("new", N_("New"), "add", "Ctrl+N")
EXPORT: Final = _page("export", N_("Export"), "export", "Ctrl+E")
PRINT: Final = _page("print", N_("Print"), "print", "Ctrl+P")
FILTER: Final = _page("filter", N_("Filter"), "filter", "Ctrl+F")
EDIT: Final = _page("edit", N_("Edit"), "edit", "Ctrl+Shift+E")
REFRESH: Final = _page("refresh", N_("Refresh"), "refresh", "F5")

for _act in (
    Act("table_open", N_("Open the row"), IN_TABLE, keys="Return"),
    Act("table_preview", N_("Preview the row"), IN_TABLE, keys="Space"),
    Act("table_copy", N_("Copy rows for Excel"), IN_TABLE, keys="Ctrl+C"),
    Act("table_all", N_("Select all rows"), IN_TABLE, keys="Ctrl+A"),
    Act("form_next", N_("Go to the next field"), IN_FORM, keys="Return"),
    Act("form_save", N_("Save"), IN_FORM, keys="Ctrl+Return"),
    Act("form_cancel", N_("Cancel"), IN_FORM, keys="Esc"),
    Act("scan_anywhere", N_("Scan a label on any page: its card opens"), WITH_SCANNER),
    Act("scan_into", N_("Scan into a serial or code field: the field takes it"), WITH_SCANNER),
):
    declare(_act)


def make(act: Act, parent: QObject, slot: Callable[..., object] | None = None) -> QAction:
    """A QAction with everything an act needs; its shortcut works while ``parent`` is visible in the active window."""
    action = QAction(act.words, parent)
    action.setObjectName(act.name)
    if act.icon:
        action.setIcon(icon(act.icon))
    action.setShortcuts(act.sequences())
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setToolTip(act.tip)
    if slot is not None:
        action.triggered.connect(slot)
    if isinstance(parent, QWidget):
        parent.addAction(action)
    return action


def by_group(acts: Iterable[Act] | None = None) -> list[tuple[str, list[Act]]]:
    """The acts under their translated headings, for the help page."""
    known = [act for act in (REGISTRY.values() if acts is None else acts) if not act.of]
    return [(_(group), found) for group in GROUPS if (found := [act for act in known if act.group == group])]
