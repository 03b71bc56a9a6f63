"""Every visible sentence goes through the catalogue whole, and has its Chinese."""

from __future__ import annotations

import ast
import re
import string
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from inventory import errors
from resources.locale import catalogue
from tests.laws.sources import called, label, modules, tree

MARKERS = {"_", "N_", "ngettext", "pgettext"}
SPOKEN = ("inventory", "ui", "main.py")
SENTENCE_TAKERS = {
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.DepotError)
} | {"Message"}
"""Called with the id of a sentence first: it must be marked with N_ to be in the catalogue."""

SHOWN_BY_QT = {
    "setText", "setWindowTitle", "setToolTip", "setStatusTip", "setWhatsThis", "setPlaceholderText", "setTitle",
    "setInformativeText", "setAccessibleName", "setAccessibleDescription", "setHeaderLabels", "addTab", "setTabText",
    "addAction", "addMenu", "addRow", "setPrefix", "setSuffix", "QLabel", "QPushButton", "QToolButton", "QCheckBox",
    "QRadioButton", "QGroupBox", "QAction", "QMenu", "QDockWidget", "showMessage", "toast",
}  # fmt: skip
WORD = re.compile(r"[A-Za-z]{2,}|[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff”》）])\s*[,;:?!]|[,;:?!]\s*(?=[\u4e00-\u9fff“《（])|[()]")
"""A mark of Latin width beside Chinese. Numbers, times and addresses keep theirs: 1,234.50, 08:30, sqlite:///路径."""


@pytest.fixture(scope="module")
def stored() -> Catalog:
    """The translations as they stand in the .po."""
    return catalogue.stored()


def forms(message: Message) -> list[str]:
    """A message's translations: one, or one for each plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def ids(message: Message) -> list[str]:
    """A message's source sentences: one, or singular and plural."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def contents(found: Catalog) -> dict[object, object]:
    """What a catalogue says, by sentence and context."""
    return {(tuple(ids(message)), message.context): forms(message) for message in found if message.id}


def test_every_sentence_has_its_chinese():
    assert catalogue.missing(catalogue.update(), "") == []


def test_the_compiled_catalogue_is_the_one_in_the_po(stored: Catalog):
    fresh = BytesIO()
    write_mo(fresh, stored)
    fresh.seek(0)
    assert contents(read_mo(BytesIO(catalogue.MO.read_bytes()))) == contents(read_mo(fresh))


def test_the_catalogue_keeps_no_sentence_that_nobody_says(stored: Catalog):
    said = {(message.id, message.context) for message in catalogue.extracted() if message.id}
    assert (
        sorted(str(message.id) for message in stored if message.id and (message.id, message.context) not in said) == []
    )


def test_a_translation_has_the_values_of_its_sentence(stored: Catalog):
    offenders = []
    for message in stored:
        wanted = placeholders(ids(message)[-1]) if message.id else set()
        for form in forms(message) if message.id else []:
            if not form:
                continue  # missing: the first law says so
            lost = len(ids(message)) == 1 and placeholders(form) != wanted  # "one unit" need not name its number
            if lost or not placeholders(form) <= wanted:
                offenders.append((message.id, form))
    assert not offenders


def half_width(text: str) -> list[str]:
    """Where a Chinese sentence has a mark of Latin width; a value counts as Chinese, a dialog's (*.xlsx) as code."""
    return HALF_WIDTH.findall(re.sub(r"\{[^{}]*\}", "值", re.sub(r"\(\*[^()]*\)", "", text)))


def test_chinese_is_written_with_chinese_marks(stored: Catalog):
    assert not [form for message in stored if message.id for form in forms(message) if half_width(form)]


def put_together(node: ast.Call) -> bool:
    """Whether a marker is given a sentence made of pieces, which no translator ever sees."""
    return any(
        isinstance(part, (ast.JoinedStr, ast.BinOp))
        or (isinstance(part, ast.Call) and called(part) in ("format", "join"))
        for argument in node.args
        for part in ast.walk(argument)
    )


def test_sentences_are_marked_whole():
    offenders = [
        f"{label(path)}:{node.lineno}"
        for path in modules(*SPOKEN)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) in MARKERS and put_together(node)
    ]
    assert not offenders


def test_what_is_marked_for_later_is_a_sentence_and_not_a_name():
    offenders = [
        f"{label(path)}:{node.lineno}"
        for path in modules(*SPOKEN)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) == "N_"
        if not (node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str))
    ]
    assert not offenders


def unmarked(module: ast.Module) -> list[int]:
    """Lines where an error or a Message is given a bare sentence, which the catalogue then does not know."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and called(node) in SENTENCE_TAKERS and node.args
        if isinstance(node.args[0], (ast.Constant, ast.JoinedStr, ast.BinOp))
    ]


def test_errors_carry_marked_sentences():
    assert not [f"{label(path)}:{line}" for path in modules(*SPOKEN) for line in unmarked(tree(path))]


def shown_bare(module: ast.Module) -> list[int]:
    """Lines where Qt is told to show words that did not go through the catalogue."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and called(node) in SHOWN_BY_QT
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and WORD.search(argument.value)
    ]


def test_no_widget_shows_words_past_the_catalogue():
    assert not [f"{label(path)}:{line}" for path in modules("ui") for line in shown_bare(tree(path))]


def kept_for_later(module: ast.Module) -> set[str]:
    """Names at the top of a module that hold a marked sentence."""
    return {
        target.id
        for node in module.body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        and isinstance(node.value, ast.Call)
        and called(node.value) == "N_"
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }


def test_every_sentence_kept_under_a_name_is_said_somewhere():
    read = {
        node.id if isinstance(node, ast.Name) else node.attr
        for path in modules(*SPOKEN)
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load)
    }
    assert not {f"{label(path)}: {name}" for path in modules(*SPOKEN) for name in kept_for_later(tree(path)) - read}


@pytest.mark.parametrize("source", ['_(f"{n} units")', '_("a" + b)', '_("%d units" % n)', '_("{n} units".format(n=n))'])
def test_the_law_sees_a_sentence_in_pieces(source: str):
    call = ast.parse(source).body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert put_together(call.value)


@pytest.mark.parametrize(
    "text", ["好,请", "好, 请", "{n}:{m}", "请填写:36", "3;好", "质保期(月)", "{status}(好)", "好?", "“好”,好"]
)
def test_the_law_sees_a_mark_of_latin_width(text: str):
    assert half_width(text)


@pytest.mark.parametrize(
    "text",
    ["好，例如 1,234.50 或 08:30。", "sqlite:///路径", "Excel 工作簿 (*.xlsx *.xlsm)", "{a}：{b}（{c}）", "{n:,} 台"],
)
def test_the_law_leaves_numbers_and_code_alone(text: str):
    assert not half_width(text)


def test_the_law_sees_what_bypasses_the_catalogue():
    assert unmarked(ast.parse('raise RuleBroken("Not now.")')) == [1]
    assert unmarked(ast.parse('raise InvalidInput(f"{x} is wrong", field="x")')) == [1]
    assert unmarked(ast.parse('raise RuleBroken(N_("Not now."))')) == []
    assert shown_bare(ast.parse('label.setText("Save")')) == [1]
    assert shown_bare(ast.parse('label.setText("–")\nlabel.setText(_("Save"))')) == []
    assert kept_for_later(ast.parse('EMPTY = N_("Nothing here.")\nother = f()')) == {"EMPTY"}


def test_the_law_sees_a_lost_value(tmp_path: Path):
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "{n} units"\nmsgstr "台"\n'
    with pytest.raises(AssertionError, match="units"):
        test_a_translation_has_the_values_of_its_sentence(read_po(BytesIO(po.encode()), locale="zh_CN"))
