"""The one style sheet, built from the colours of a theme. Sizes come in steps of 4 px.

Widgets are told apart by the dynamic property ``role`` (``primary``, ``quiet``, ``link``, ``title`` …);
``restyle`` is needed after a role changes on a widget that is already shown.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.theme import Tokens

PICTURES: Final = (Path(__file__).resolve().parent.parent / "resources" / "icons").as_posix()


def restyle(widget: QWidget) -> None:
    """Let the sheet look at a widget's properties again; one that was never shown is looked at when it is."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def build(look: Tokens) -> str:
    """The sheet for a theme."""
    return "\n".join(
        (_surfaces(look), _words(look), _buttons(look), _fields(look), _ticks(look), _lists(look), _bars(look))
    )


def _surfaces(look: Tokens) -> str:
    return f"""
QMainWindow, #page, #pages {{ background: {look.page}; }}
QDialog {{ background: {look.surface}; }}
#rail {{ background: {look.rail}; border: 0; border-right: 1px solid {look.border}; }}
#top_bar {{ background: {look.surface}; border: 0; border-bottom: 1px solid {look.border}; }}
#status_line {{ background: {look.surface}; border: 0; border-top: 1px solid {look.border}; }}
QFrame[role="card"] {{ background: {look.surface}; border: 1px solid {look.border}; border-radius: 8px; }}
QFrame[role="floating"] {{ background: {look.surface}; border: 1px solid {look.edge}; border-radius: 8px; }}
QFrame[role="strip"] {{ background: {look.accent_soft}; border: 0; border-radius: 6px; }}
QFrame[role="rule"] {{ background: {look.border}; border: 0; max-height: 1px; min-height: 1px; }}
#drawer {{ background: {look.surface}; border: 1px solid {look.border}; border-radius: 8px; }}
QScrollArea {{ background: transparent; border: 0; }}
QScrollArea > QWidget > QWidget[role="plain"] {{ background: transparent; }}
QToolTip {{ background: {look.tip.ground}; color: {look.tip.ink}; border: 0; padding: 4px 8px; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QSplitter::handle {{ background: transparent; }}
"""


def _words(look: Tokens) -> str:
    return f"""
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: 20px; font-weight: bold; }}
QLabel[role="subtitle"] {{ font-size: 15px; color: {look.muted}; }}
QLabel[role="heading"] {{ font-weight: bold; }}
QLabel[role="muted"] {{ color: {look.muted}; }}
QLabel[role="small"] {{ color: {look.muted}; font-size: 12px; }}
QLabel[role="complaint"] {{ color: {look.late.ink}; font-size: 12px; }}
QLabel[role="logo"] {{ font-size: 14px; font-weight: bold; color: {look.rail_text}; }}
QLabel[role="key"], QLabel[role="key-on"] {{ font-size: 11px; border-radius: 4px; padding: 0 5px; }}
QLabel[role="key"] {{ color: {look.muted}; border: 1px solid {look.border}; }}
QLabel[role="key-on"] {{ color: {look.on_accent}; background: {look.accent}; border: 1px solid {look.accent}; }}
QLabel:disabled {{ color: {look.disabled}; }}
"""


def _buttons(look: Tokens) -> str:
    return f"""
QPushButton {{ background: {look.surface}; color: {look.text}; border: 1px solid {look.edge}; border-radius: 6px;
  padding: 0 12px; min-height: 28px; }}
QPushButton:hover {{ background: {look.hover}; }}
QPushButton:pressed {{ background: {look.accent_soft}; }}
QPushButton:focus {{ border-color: {look.accent}; }}
QPushButton:disabled {{ color: {look.disabled}; border-color: {look.border}; }}
QPushButton[role="primary"] {{ background: {look.accent}; color: {look.on_accent}; border-color: {look.accent};
  font-weight: bold; }}
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:focus {{ background: {look.accent_hover};
  border-color: {look.accent_hover}; }}
QPushButton[role="primary"]:disabled {{ background: {look.border}; color: {look.disabled};
  border-color: {look.border}; }}
QPushButton[role="danger"] {{ color: {look.late.ink}; }}
QPushButton[role="link"], QPushButton[role="crumb"] {{ background: transparent; border: 0; padding: 0;
  min-height: 20px; }}
QPushButton[role="link"] {{ color: {look.accent_ink}; }}
QPushButton[role="crumb"] {{ color: {look.muted}; }}
QPushButton[role="link"]:hover, QPushButton[role="crumb"]:hover {{ color: {look.accent_ink};
  text-decoration: underline; }}
QPushButton[role="link"]:focus, QPushButton[role="crumb"]:focus {{ text-decoration: underline; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px; }}
QToolButton:hover {{ background: {look.hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {look.accent_soft}; }}
QToolButton:focus {{ border-color: {look.accent}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QToolButton[role="boxed"] {{ background: {look.surface}; border-color: {look.edge}; min-height: 22px;
  min-width: 22px; }}
QToolButton[role="boxed"]:hover {{ background: {look.hover}; }}
QToolButton[role="boxed"]:focus {{ border-color: {look.accent}; }}
QToolButton[role="word"] {{ color: {look.muted}; padding: 3px 6px; min-height: 20px; }}
"""


def _fields(look: Tokens) -> str:
    boxes = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox"
    each = [name.strip() for name in boxes.split(",")]
    focused = ", ".join(f"{name}:focus" for name in each)
    disabled = ", ".join(f"{name}:disabled" for name in each)
    refused = ", ".join(f'{name}[refused="true"]' for name in each)
    return f"""
{boxes} {{ background: {look.surface}; color: {look.text}; border: 1px solid {look.edge}; border-radius: 6px;
  selection-background-color: {look.accent}; selection-color: {look.on_accent}; }}
QLineEdit, QComboBox, QSpinBox {{ padding: 0 8px; min-height: 28px; }}
QSpinBox QLineEdit {{ border: 0; padding: 0 7px; min-height: 0; background: transparent; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; height: 0; border: 0; }}
QPlainTextEdit, QTextEdit {{ padding: 4px; }}
{focused} {{ border-color: {look.accent}; }}
{disabled} {{ background: {look.page}; color: {look.disabled}; border-color: {look.border}; }}
QLineEdit[readOnly="true"] {{ background: {look.page}; color: {look.muted}; border-color: {look.border}; }}
{refused} {{ border-color: {look.late.ink}; }}
QComboBox::drop-down {{ border: 0; width: 24px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {look.surface}; border: 1px solid {look.edge}; outline: 0;
  selection-background-color: {look.accent_soft}; selection-color: {look.text}; }}
#omnibox {{ background: {look.page}; border: 1px solid {look.border}; border-radius: 6px; }}
#omnibox[scanning="true"], #omnibox[focused="true"] {{ border-color: {look.accent}; }}
#omnibox QLineEdit {{ background: transparent; border: 0; padding: 0; min-height: 24px; }}
"""


def _ticks(look: Tokens) -> str:
    ground = "light" if look.name == "dark" else "dark"  # the accent of the dark theme is light, and its tick dark
    return f"""
QCheckBox, QRadioButton {{ spacing: 8px; background: transparent; min-height: 22px; }}
QCheckBox::indicator, QRadioButton::indicator, QMenu::indicator, QAbstractItemView::indicator {{
  width: 14px; height: 14px; border: 1px solid {look.edge}; background: {look.surface}; border-radius: 4px; }}
QRadioButton::indicator, QMenu::indicator:exclusive {{ border-radius: 7px; }}
QCheckBox::indicator:hover, QCheckBox:focus::indicator, QRadioButton::indicator:hover,
QRadioButton:focus::indicator {{ border-color: {look.accent}; }}
QCheckBox::indicator:checked, QMenu::indicator:non-exclusive:checked, QAbstractItemView::indicator:checked {{
  background: {look.accent}; border-color: {look.accent}; image: url("{PICTURES}/check-on-{ground}.svg"); }}
QRadioButton::indicator:checked, QMenu::indicator:exclusive:checked {{
  background: {look.accent}; border-color: {look.accent}; image: url("{PICTURES}/dot-on-{ground}.svg"); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {look.page};
  border-color: {look.border}; }}
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled {{ background: {look.disabled};
  border-color: {look.disabled}; }}
QMenu::indicator {{ margin-left: 6px; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {look.surface}; }}
QCalendarWidget QToolButton {{ color: {look.text}; font-weight: bold; }}
QCalendarWidget QAbstractItemView {{ background: {look.surface}; color: {look.text}; alternate-background-color:
  {look.surface}; selection-background-color: {look.accent}; selection-color: {look.on_accent}; }}
"""


def _lists(look: Tokens) -> str:
    return f"""
QTableView, QListView, QTreeView {{ background: {look.surface}; border: 0; outline: 0; gridline-color: {look.border};
  selection-background-color: {look.accent_soft}; selection-color: {look.text}; }}
QListView::item {{ border: 0; }}
QHeaderView {{ background: {look.surface}; border: 0; }}
QHeaderView::section {{ background: {look.surface}; color: {look.muted}; border: 0;
  border-bottom: 1px solid {look.border}; padding: 0 12px; font-weight: 400; }}
QHeaderView::section:hover {{ color: {look.text}; background: {look.hover}; }}
QTableCornerButton::section {{ background: {look.surface}; border: 0; }}
QMenu {{ background: {look.surface}; color: {look.text}; border: 1px solid {look.edge}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {look.accent_soft}; }}
QMenu::item:disabled {{ color: {look.disabled}; }}
QMenu::separator {{ height: 1px; background: {look.border}; margin: 4px 8px; }}
QMenu::icon {{ padding-left: 8px; }}
"""


def _bars(look: Tokens) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {look.edge}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {look.disabled}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {look.border}; border: 0; border-radius: 2px; max-height: 5px; min-height: 5px; }}
QProgressBar::chunk {{ background: {look.accent}; border-radius: 2px; }}
"""
