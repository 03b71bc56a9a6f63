"""What the guides say is what the program does: its keys, its commands, its sentences."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shlex
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import ui
from inventory import i18n
from inventory.commandline.arguments import Parser, parse, parser
from ui.actions import by_group
from ui.navigation import Pages
from ui.pages import PAGES

ROOT = Path(__file__).resolve().parents[2]
GUIDES = {"en": ROOT / "docs/guide.en.md", "zh_CN": ROOT / "docs/guide.zh-CN.md"}
PAPERS = (*GUIDES.values(), ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "CONTRIBUTING.md")

COMMANDS, KEYBOARD = 12, 13
"""The chapters that the program itself can check."""


def chapter(language: str, number: int) -> str:
    """The text of a chapter of a guide."""
    text = GUIDES[language].read_text(encoding="utf-8")
    return re.split(r"^## \d+\. ", text, flags=re.MULTILINE)[number]


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in a text, heads left out."""
    lines = text.splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    heads = [number + 1 for number, row in enumerate(cells) if set(row[0]) <= {"-"} and row[0]]
    return [row for number, row in enumerate(cells, 1) if number not in heads and number + 1 not in heads]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_guide_lists_every_shortcut(language: str):
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        importlib.import_module(module.name)
    i18n.use(language)
    pages = Pages(PAGES)
    wanted = {act.words: act.keys.replace("Return", "Enter") for _group, acts in by_group() for act in acts if act.keys}
    wanted |= {spec.words: pages.keys(spec.name) for spec in pages.rail() if pages.keys(spec.name)}
    assert {row[1]: row[2].strip("`") for row in rows(chapter(language, KEYBOARD))} == wanted


def commands(made: Parser) -> dict[str, Parser]:
    """The commands of a parser by their words."""
    return {
        name: found
        for action in made._actions
        if isinstance(action.choices, dict)
        for name, found in action.choices.items()
    }


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_guide_names_every_command_and_option(language: str):
    i18n.use(language)
    text = chapter(language, COMMANDS)
    root = parser("main.py")
    made = [root, *commands(root).values(), *commands(commands(root)["export"]).values()]
    options = {option for one in made for action in one._actions for option in action.option_strings}
    words = {*commands(root), *options - {"-h", "--output"}}
    assert {word for word in words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)} == set()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_example_can_be_typed(paper: Path):
    lines = re.findall(r"^python3 run\.py ((?!test\b)[^\n…]*)$", paper.read_text(encoding="utf-8"), re.MULTILINE)
    for line in lines:
        said = re.split(r" {3,}", line)[0].strip()
        assert parse([] if line.startswith("  ") else shlex.split(said), "main.py")


def said(language: str) -> list[str]:
    """Every sentence of the program in a language, with one kind of punctuation."""
    with (ROOT / "resources/locale/zh_CN/LC_MESSAGES/depot.po").open("rb") as file:
        catalogue = read_po(file)
    forms = [message.id if language == "en" else message.string for message in catalogue if message.id]
    return [plain(text) for form in forms for text in ([form] if isinstance(form, str) else form)]


def plain(text: str) -> str:
    """A text without the difference between full-width and half-width punctuation."""
    return text.translate(str.maketrans("，：；（）", ",:;()"))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("number", [3, 5])
def test_the_sentences_that_the_guide_explains_are_those_of_the_program(language: str, number: int):
    sentences = said(language)
    table = chapter(language, number).rpartition("|---")[2] if number == 5 else chapter(language, number)
    explained = [row[0] for row in rows(table) if row[0].strip("-")]
    pieces = [piece.strip(' “”",，') for cell in explained for piece in re.split("[…/]+", cell)]
    assert len(explained) > 3
    assert [piece for piece in pieces if not any(plain(piece) in sentence for sentence in sentences)] == []


def test_both_guides_have_the_same_chapters_and_the_links_lead_somewhere():
    numbers = {
        language: re.findall(r"^## (\d+)\.", path.read_text(encoding="utf-8"), re.MULTILINE)
        for language, path in GUIDES.items()
    }
    assert numbers["en"] == numbers["zh_CN"] == [str(number) for number in range(1, 16)]
    for paper in PAPERS:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", paper.read_text(encoding="utf-8")):
            assert (paper.parent / target).exists(), f"{paper.name}: {target}"
