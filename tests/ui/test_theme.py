"""Light and dark: every text can be read, every icon is there, and all of it follows a change."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from ui import icons, stylesheet, theme
from ui.theme import DARK, LIGHT, Meaning, Pair, Tokens

LOOKS = [LIGHT, DARK]
PAIRS = [(look.name, name, pair) for look in LOOKS for name, pair in theme.text_pairs(look).items()]


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication):
    """A test that changes the theme does not change it for the next one."""
    yield
    theme.apply(qapp, "light")


def test_contrast_is_computed_as_the_guideline_says():
    assert theme.contrast(Pair("#000000", "#FFFFFF")) == pytest.approx(21.0)
    assert theme.contrast(Pair("#777777", "#FFFFFF")) == pytest.approx(4.48, abs=0.01)  # the guideline's own near miss
    assert theme.contrast(Pair("#FFFFFF", "#FFFFFF")) == pytest.approx(1.0)


@pytest.mark.parametrize(("look", "name", "pair"), PAIRS, ids=[f"{look}-{name}" for look, name, _ in PAIRS])
def test_every_text_can_be_read(look: str, name: str, pair: Pair):
    assert theme.contrast(pair) >= 4.5


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_colour_is_written_in_full(look: Tokens):
    for field in fields(look):
        value = getattr(look, field.name)
        for colour in (value.ink, value.ground) if isinstance(value, Pair) else (value,):
            assert field.name == "name" or re.fullmatch(r"#[0-9A-F]{6}", colour), field.name


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_the_meanings_are_told_apart(look: Tokens):
    assert len({look.meaning(meaning) for meaning in Meaning}) == len(Meaning)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_the_sheet_has_every_colour_filled_in(look: Tokens):
    sheet = stylesheet.build(look)
    assert "{look" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert look.accent in sheet
    assert look.surface in sheet


def test_the_sheet_names_pictures_that_are_there():
    for look in LOOKS:
        pictures = re.findall(r'url\("([^"]+)"\)', stylesheet.build(look))
        assert pictures
        assert all((stylesheet.Path(path)).is_file() for path in pictures)


@pytest.mark.parametrize("name", sorted(icons.ICONS))
def test_every_icon_has_an_outline_inside_its_square(qapp: QApplication, name: str):
    outline = icons.outline(name)
    assert not outline.isEmpty()
    box = outline.boundingRect()
    assert -1 <= box.left() <= box.right() <= icons.EM + 1
    assert -1 <= box.top() <= box.bottom() <= icons.EM + 1


def test_an_icon_nobody_declared_is_a_mistake(qapp: QApplication):
    with pytest.raises(KeyError):
        icons.icon("unicorn")


def colour_of(name: str, role: str) -> str:
    """The strongest colour of an icon's picture."""
    picture = icons.icon(name, role).pixmap(QSize(32, 32)).toImage()
    pixels = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
    strongest = max(pixels, key=lambda colour: colour.alpha())
    assert strongest.alpha() == 255
    return strongest.name().upper()


def test_icons_follow_a_change_of_theme(qapp: QApplication):
    theme.apply(qapp, "light")
    assert colour_of("late", "late") == LIGHT.late.ink
    theme.apply(qapp, "dark")
    assert colour_of("late", "late") == DARK.late.ink


def test_a_change_of_theme_changes_palette_and_sheet_and_is_told(qapp: QApplication):
    told: list[str] = []
    theme.board().changed.connect(told.append)
    theme.apply(qapp, "dark")
    theme.board().changed.disconnect(told.append)

    assert told == ["dark"]
    assert theme.tokens() is DARK
    assert qapp.palette().window().color().name().upper() == DARK.page
    assert DARK.surface in qapp.styleSheet()


def test_a_system_that_does_not_say_gets_the_light_theme(qapp: QApplication):
    assert theme.resolve("system") is LIGHT  # the screen of the tests has no scheme
    with pytest.raises(ValueError):
        theme.resolve("pink")


def test_figures_of_a_table_have_one_width(qapp: QApplication):
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(theme.tabular(qapp.font()))
    assert len({round(metrics.horizontalAdvance(figure), 2) for figure in "0123456789"}) == 1
