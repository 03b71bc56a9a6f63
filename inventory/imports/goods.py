"""What a line of a price list is about: a model, a part, or something told in words (R-101)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inventory.contracts.rules import GOODS
from inventory.i18n import N_
from inventory.imports import words
from inventory.imports.ledger import Ledger, listed
from inventory.imports.lookups import Article, Depot, Model
from inventory.imports.parsing import compared
from inventory.imports.products import Products
from inventory.imports.reading import Line
from inventory.imports.words import fold
from inventory.values.codes import name_key
from models.contracts import ContractLineKind
from models.parts import PartKind

if TYPE_CHECKING:
    from inventory.imports.price_lists import PriceRecord

_IN_WORDS: Final = frozenset(ContractLineKind) - GOODS - {ContractLineKind.EQUIPMENT}
_PIECE: Final = "个"


@dataclass(frozen=True, slots=True)
class Item:
    """What is sold. ``text``: the words of a line that is about neither a model nor a part."""

    kind: ContractLineKind
    model: Model | None = None
    article: Article | None = None
    text: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What tells an item of a contract from another."""
        if self.model is not None:
            return "model", self.model.maker.key, self.model.norm
        if self.article is not None:
            return "part", self.article.norm
        return self.kind.value, fold(self.text)


class Items:
    """The items that the rows of price lists name."""

    def __init__(self, depot: Depot, ledger: Ledger, *, create: bool) -> None:
        self._depot = depot
        self._ledger = ledger
        self._create = create
        self._products = Products(depot, ledger)
        self._by_name: dict[str, list[Article]] = {}
        self._called: set[tuple[str, str]] = set()

    def prepare(self, records: Sequence[PriceRecord]) -> None:
        """Ask the depot once for all parts and models that the rows name."""
        numbers = {number for record in records for number in (record.part_no, record.model_code) if number}
        names = {record.product_name for record in records if record.product_name and not record.part_no}
        self._by_name = self._depot.load_articles(numbers, names)
        for record in records:
            self._bring(record)
        for _again in range(2):  # rows that name only a model follow those that say that it is equipment
            self._products.prepare(
                _written(record) for record in records if self._kind(record) is ContractLineKind.EQUIPMENT
            )

    def _bring(self, record: PriceRecord) -> None:
        """A part that the depot does not have and a row names in full; other rows may mean it, whatever their order."""
        if record.kind not in GOODS or record.part_no is None or record.product_name is None:
            return
        norm = compared(record.part_no)
        if norm in self._depot.articles:
            return
        article = self._depot.articles[norm] = Article(
            number=record.part_no,
            norm=norm,
            name=record.product_name,
            kind=PartKind(record.kind.value).value,
            unit=record.unit or _PIECE,
            maker=self._depot.maker(record.maker) if record.maker else None,
        )
        self._by_name.setdefault(article.name, []).append(article)

    def of(self, line: Line, record: PriceRecord) -> Item | None:
        """The item of a row; None where the row is refused for it."""
        kind = self._kind(record)
        if kind is None:
            self._ledger.refuse(
                line,
                "kind",
                N_(
                    "Nothing says what kind of line this is, and the depot knows no such model or part. Write "
                    "equipment, spare part, service or another kind in a column of its own."
                ),
            )
            return None
        if kind is ContractLineKind.EQUIPMENT:
            return self._equipment(line, record)
        if kind in GOODS:
            return self._goods(line, record, kind)
        told = [record.product_name or record.model_code or record.part_no, record.description]
        text = " ".join(dict.fromkeys(word for word in told if word))
        return Item(kind, text=text if len(text) <= self._ledger.fields["description"].limit else told[0] or "")

    def _kind(self, record: PriceRecord) -> ContractLineKind | None:
        """As the row says, else as the depot knows its number or its model; a guess is never made."""
        if record.kind is not None:
            return record.kind
        for number in (record.part_no, record.model_code):
            if number and (article := self._depot.articles.get(compared(number))) is not None:
                return ContractLineKind(article.kind)
        if (code := _code(record)) and self._depot.models_by_norm.get(compared(code)):
            return ContractLineKind.EQUIPMENT
        if _code(record) is None and len(known := self._by_name.get(record.product_name or "", [])) == 1:
            return ContractLineKind(known[0].kind)
        said = words.LINE_KINDS.get(fold(record.product_name or ""))
        return said if isinstance(said, ContractLineKind) and said in _IN_WORDS else None

    def _equipment(self, line: Line, record: PriceRecord) -> Item | None:
        model = self._products.of(line, _written(record), record.product_name)
        if model is None:
            return None
        missing = [
            (key, name)
            for key, ref, name in (("maker", model.maker, model.maker.name), ("model_code", model, model.code))
            if ref.id is None
        ]
        return Item(ContractLineKind.EQUIPMENT, model=model) if self._may_bring(line, missing) else None

    def _may_bring(self, line: Line, missing: Sequence[tuple[str, str]]) -> bool:
        """Whether the row may bring along what the depot does not know."""
        if missing and not self._create:
            self._ledger.refuse(
                line,
                missing[0][0],
                N_("The depot does not know {names} yet. Add it first, or allow new ones when importing."),
                names=listed([name for _key, name in missing]),
            )
        return self._create or not missing

    def _goods(self, line: Line, record: PriceRecord, kind: ContractLineKind) -> Item | None:
        article = self._known(line, record)
        if article is None:
            self._refuse_unknown(line, record)
        if line.verdict is not None or article is None:
            return None
        missing = [("part_no", article.number)] if article.id is None else []
        return Item(kind, article=article) if self._may_bring(line, missing) else None

    def _known(self, line: Line, record: PriceRecord) -> Article | None:
        for number in (record.part_no, record.model_code):
            if number and (article := self._depot.articles.get(compared(number))) is not None:
                self._call(line, article, record.product_name)
                return article
        named = self._by_name.get(record.product_name or "", []) if not record.part_no else []
        if len(named) > 1:
            self._ledger.refuse(
                line,
                "product_name",
                N_("Several parts are called {name}: {numbers}. Write the part number."),
                name=record.product_name,
                numbers=listed([article.number for article in named]),
            )
        elif named:
            self._ledger.warn(
                line,
                "product_name",
                N_("No part number here; {name} is taken as the part {part}."),
                name=record.product_name,
                part=named[0].number,
            )
            return named[0]
        return None

    def _refuse_unknown(self, line: Line, record: PriceRecord) -> None:
        """A part that the depot does not have comes along where the row has its number and its name."""
        ledger = self._ledger
        if line.verdict is None and ledger.require(
            line,
            "part_no",
            record.part_no,
            N_("The depot has no such part. Write its part number, so that it can be added."),
        ):
            ledger.require(
                line,
                "product_name",
                record.product_name,
                N_("The name of the part is missing. Write what it is called."),
            )

    def _call(self, line: Line, article: Article, name: str | None) -> None:
        """Another name than the depot's often means a wrong number; it is pointed out once."""
        if name is None or (article.norm, name) in self._called:
            return
        self._called.add((article.norm, name))
        if name_key(name) != name_key(article.name):
            self._ledger.warn(
                line,
                "product_name",
                N_("The part {part} is called “{old}”; “{new}” is not taken over. Compare the part number."),
                part=article.number,
                old=article.name,
                new=name,
            )


def count(items: Iterable[Item]) -> None:
    """Accepted rows need their models and parts, and those their makers."""
    for item in items:
        if item.model is not None:
            item.model.rows += 1
            item.model.maker.rows += 1
        if item.article is not None:
            item.article.rows += 1
            if item.article.fresh and item.article.maker is not None:
                item.article.maker.rows += 1


def _code(record: PriceRecord) -> str | None:
    return record.model_code or record.part_no


def _written(record: PriceRecord) -> tuple[str | None, str | None, str | None]:
    return record.maker, _code(record), None
