"""What can be typed after ``main.py``, and what is said where it was typed wrong."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

from inventory.i18n import LANGUAGES, N_, _, fill

CALENDAR: Final = "calendar"
PRICES: Final = "prices"
KINDS: Final = ("assets", "parts", "repairs", "customers", PRICES, "acceptances", CALENDAR)
"""What a book may list: the values of ``models.imports.ImportKind``, which a wrong word need not load, and days."""
LEVELS: Final = (90, 95, 99)
"""The certainties of ``inventory.supply.promised``, which a wrong word need not load; the second is usual."""

_SAID: Final = (
    (r"the following arguments are required: (?P<names>.*)", N_("Still missing: {names}.")),
    (r"unrecognized arguments: (?P<names>.*)", N_("Not understood: {names}.")),
    (
        r"argument (?P<name>.*?): invalid choice: (?P<value>.*?) \(choose from (?P<choices>.*)\)",
        N_("{value} cannot be said for {name}; choose from {choices}."),
    ),
    (r"argument (?P<name>.*?): expected (?:one|at least one) argument", N_("Say something after {name}.")),
    (r"argument (?P<name>.*?): invalid int value: (?P<value>.*)", N_("{name} takes a whole number, not {value}.")),
    (
        r"argument (?P<name>.*?): not allowed with argument (?P<other>.*)",
        N_("{name} and {other} cannot be said together."),
    ),
)
"""What argparse says when it refuses → how we say it; what is not listed stays as argparse has it."""


class WrongArguments(Exception):
    """What was typed cannot be meant; ``usage`` says what can."""

    def __init__(self, usage: str, sentence: str) -> None:
        super().__init__(sentence)
        self.usage = usage


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the reader's language and has no abbreviations."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Formatter, **settings)
        self.add_argument("-h", "--help", action="help", help=_("show what can be typed here"))

    def error(self, message: str) -> NoReturn:
        """Refuse what was typed."""
        hint = _("Type “{program} --help” to see what can be typed.").format(program=self.prog)
        raise WrongArguments(self.format_usage(), f"{reworded(message)} {hint}")


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        words = {"positional arguments": _("arguments"), "options": _("options")}
        super().start_section(words.get(heading, heading) if heading else heading)


def reworded(message: str) -> str:
    """One of argparse's sentences in the reader's language."""
    for pattern, sentence in _SAID:
        if found := re.fullmatch(pattern, message):
            return fill(sentence, found.groupdict())
    return message


def parse(arguments: Sequence[str], program: str) -> argparse.Namespace:
    """What was typed; ``command`` names the command. Raises WrongArguments."""
    root = parser(program)
    typed = root.parse_args(arguments)
    if typed.command == "import" and typed.undo is None and typed.file is None:
        root.error("the following arguments are required: " + ", ".join((_("KIND"), _("FILE"))))
    if typed.command == "import" and typed.contract and typed.kind != PRICES:
        root.error(_("--contract can only be said of prices."))
    of_units = typed.command == "labels" and bool(typed.customer or typed.serial or typed.unprinted)
    if typed.command == "labels" and [of_units, bool(typed.bin), bool(typed.part)].count(True) != 1:
        root.error(
            _("Say which labels: --customer NAME, --serial SERIAL or --unprinted; or --bin BIN; or --part PART.")
        )
    return typed


def parser(program: str) -> Parser:
    """Everything that can be typed."""
    root = Parser(
        prog=program,
        description=_("Spare Depot: without a command it opens its window."),
        epilog=_("Exit status: 0 done, 1 refused (the reason on standard error), 2 wrong arguments."),
    )
    _add_common(root, None)
    root.add_argument("--version", action="store_true", help=_("print the version of the program and of its schema"))
    commands = root.add_subparsers(dest="command", metavar=_("COMMAND"), title=_("commands"), parser_class=Parser)
    for add in (_demo, _init, _import, _scan, _export, _labels, _backup, _restore, _check, _forgotten):
        add(lambda name, words: _command(commands, name, words))
    return root


_Add = Callable[[str, str], Parser]


def _command(commands: Any, name: str, words: str) -> Parser:
    made: Parser = commands.add_parser(name, help=words, description=words)
    _add_common(made, argparse.SUPPRESS)  # said before the command word or after it: one does not undo the other
    return made


def _add_common(to: Parser, default: Any) -> None:
    to.add_argument(
        "--database", metavar="URL", default=default,
        help=_("sqlite:///PATH or postgresql://USER@SERVER/NAME; otherwise DEPOT_DATABASE or the depot of this user"),
    )  # fmt: skip
    to.add_argument(
        "--json", action="store_true", default=False if default is None else default,
        help=_("one JSON document on standard output and nothing else"),
    )  # fmt: skip
    to.add_argument(
        "--language", choices=LANGUAGES, default=default,
        help=_("of what is said and written; otherwise that of the computer"),
    )  # fmt: skip
    to.add_argument(
        "--user", metavar=_("LOGIN"), default=default,
        help=_("who acts; otherwise whoever works at this computer. A PIN is taken from DEPOT_PIN, or asked for"),
    )  # fmt: skip


def _output(to: Parser, words: str, *, required: bool = True) -> None:
    to.add_argument("-o", "--output", metavar=_("FILE"), type=Path, required=required, help=words)


def _demo(add: _Add) -> None:
    made = add("demo", _("make a fresh demonstration depot and open the window on it"))
    made.add_argument("--no-window", action="store_true", help=_("only make it"))


def _init(add: _Add) -> None:
    add("init", _("make the depot or bring its tables up to date"))


def _import(add: _Add) -> None:
    made = add("import", _("take in an Excel workbook or a CSV file"))
    made.add_argument("kind", choices=KINDS, nargs="?", metavar=_("KIND"), help=_("what it lists: ") + ", ".join(KINDS))
    made.add_argument("file", type=Path, nargs="?", metavar=_("FILE"), help=_("the workbook (.xlsx) or .csv file"))
    made.add_argument("--sheet", metavar=_("NAME"), help=_("the sheet; otherwise the one that fits best"))
    made.add_argument("--preview", action="store_true", help=_("only say what would happen; nothing is written"))
    made.add_argument(
        "--rejects", metavar=_("FILE"), type=Path, help=_("where the refused rows go with their reasons, as a workbook")
    )
    made.add_argument(
        "--no-create",
        action="store_true",
        help=_("refuse rows that need a new customer, maker, model, part or contract"),
    )
    made.add_argument("--overwrite", action="store_true", help=_("let the book replace what the depot says otherwise"))
    made.add_argument(
        "--confirm", action="store_true", help=_("of a calendar: the list of the state's days is complete with it")
    )
    made.add_argument(
        "--contract", metavar=_("CONTRACT"), default="",
        help=_("of prices: the contract that they belong to; otherwise as the rows or the title say"),
    )  # fmt: skip
    made.add_argument("--undo", metavar=_("BATCH"), type=int, help=_("take a batch out again, by its number"))


def _scan(add: _Add) -> None:
    made = add("scan", _("show what a scan or a typed code means"))
    made.add_argument("text", metavar=_("TEXT"), help=_("a label code, serial, part, case or customer number"))


def _export(add: _Add) -> None:
    made = add("export", _("write a workbook for a customer"))
    what = made.add_subparsers(dest="what", metavar=_("WHAT"), title=_("workbooks"), required=True, parser_class=Parser)
    history = _command(what, "history", _("the repair history of a customer's units"))
    history.add_argument("--customer", required=True, metavar=_("NAME"), help=_("name or code of the customer"))
    history.add_argument("--from", dest="first", metavar=_("DAY"), help=_("first day, such as 2026-01-01"))
    history.add_argument("--to", dest="last", metavar=_("DAY"), help=_("last day, included"))
    history.add_argument(
        "--serial", nargs="+", action="extend", metavar=_("SERIAL"), help=_("only these units; otherwise all")
    )
    _output(history, _("the workbook; a folder or nothing: a name made of customer and days"), required=False)
    _proposal(_command(what, "proposal", _("a maintenance contract proposed for units whose cover ends")))
    for name, words in (
        ("stock", _("what lies where at the end of a day")),
        ("movements", _("the moves of the stock in a period")),
        ("valuation", _("what the stock was worth over a period, adding up to the ledger")),
    ):
        book = _command(what, name, words)
        book.add_argument("--from", dest="first", metavar=_("DAY"), help=_("first day, such as 2026-01-01"))
        book.add_argument("--to", dest="last", metavar=_("DAY"), help=_("last day, included"))
        _output(book, _("the workbook; a folder or nothing: a name made of what it is and its days"), required=False)
    quotation = _command(what, "quotation", _("a quotation for its customer"))
    quotation.add_argument("number", metavar=_("QUOTATION"), help=_("the number of the quotation"))
    _output(quotation, _("the workbook; a folder or nothing: a name made of the quotation's number"), required=False)
    orders = _command(what, "orders", _("what is to be ordered, a sheet for each supplier"))
    orders.add_argument("--supplier", metavar=_("NAME"), help=_("only what this supplier usually delivers"))
    _output(orders, _("the workbook; a folder or nothing: a name made of what it is and its days"), required=False)
    spares = _command(what, "coverage", _("the spares that the promises of the next years need"))
    spares.add_argument(
        "--level", type=int, choices=LEVELS, default=LEVELS[1], help=_("the certainty in per cent; 95 unless said")
    )  # fmt: skip
    _output(spares, _("the workbook; a folder or nothing: a name made of what it is and its days"), required=False)


def _proposal(to: Parser) -> None:
    to.add_argument("--customer", required=True, metavar=_("NAME"), help=_("name or code of the customer"))
    to.add_argument("--within", type=int, default=90, metavar=_("DAYS"), help=_("units whose cover ends so soon"))
    to.add_argument(
        "--serial", nargs="+", action="extend", metavar=_("SERIAL"), help=_("only these units, whenever it ends")
    )
    to.add_argument("--months", type=int, default=12, metavar=_("MONTHS"), help=_("how long it lasts"))
    to.add_argument("--visits", type=int, metavar=_("MONTHS"), help=_("with a visit every so many months"))
    to.add_argument("--price", metavar=_("YUAN"), help=_("of one unit for the whole term, with tax"))
    _output(to, _("the workbook; a folder or nothing: a name made of customer and day"), required=False)


def _labels(add: _Add) -> None:
    made = add("labels", _("write labels with QR codes"))
    made.add_argument("--customer", metavar=_("NAME"), help=_("units of this customer"))
    made.add_argument("--serial", nargs="+", action="extend", metavar=_("SERIAL"), help=_("units by serial or code"))
    made.add_argument("--unprinted", action="store_true", help=_("units that have no label yet"))
    made.add_argument("--bin", nargs="+", action="extend", metavar=_("BIN"), help=_("bins and vans by name or code"))
    made.add_argument("--part", nargs="+", action="extend", metavar=_("PART"), help=_("parts by number or code"))
    made.add_argument("--template", metavar=_("NAME"), help=_("the template; otherwise that of this workstation"))
    made.add_argument("--start", type=int, default=1, metavar=_("NUMBER"), help=_("first free label of a used sheet"))
    _output(made, _("FILE.pdf, FILE.png or FILE.zpl"))


def _backup(add: _Add) -> None:
    _output(add("backup", _("copy the depot into one file while people work on")), _("the backup"))


def _restore(add: _Add) -> None:
    made = add("restore", _("bring a backup back into an empty place"))
    made.add_argument("file", metavar=_("FILE"), type=Path, help=_("the backup"))


def _check(add: _Add) -> None:
    add("check", _("look whether the depot is whole"))


def _forgotten(add: _Add) -> None:
    made = add("forgotten-pin", _("remove the PIN of the only person who can manage people"))
    made.add_argument("login", metavar=_("LOGIN"), help=_("the login or the name of this person"))
    made.add_argument("--yes", action="store_true", help=_("without asking again"))


def asked_for(arguments: Iterable[str], name: str) -> str:
    """What follows ``name`` among the arguments, or "": needed before there is a language to refuse them in."""
    words = list(arguments)
    for place, word in enumerate(words):
        if word == name:
            return words[place + 1] if place + 1 < len(words) else ""
        if word.startswith(f"{name}="):
            return word.removeprefix(f"{name}=")
    return ""
