"""What the page shows of a year, asked for in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inventory.calendars.queries import (
    CalendarLine,
    DayLine,
    YearView,
    calendars,
    customers_with_days,
    missing_year,
    regions,
    year_view,
)
from inventory.calendars.words import DayLayer, YearState, kind_word, layer_word, weekday_word
from inventory.choices import Choice
from inventory.i18n import _
from inventory.values.days import show_day
from inventory.work import Context
from ui.calendars.year_sheet import DayMark
from ui.theme import Meaning

YEAR_MEANINGS = {
    YearState.CONFIRMED: Meaning.OK,
    YearState.PROVISIONAL: Meaning.SOON,
    YearState.MISSING: Meaning.LATE,
}


@dataclass(frozen=True, slots=True)
class For:
    """For whom the days are shown: the company as a whole, a region, or a customer."""

    region: str = ""
    customer: Choice | None = None

    @property
    def customer_id(self) -> int | None:
        """The customer's id."""
        return self.customer.id if self.customer is not None else None

    @property
    def words(self) -> str:
        """As it stands in the list to choose from."""
        if self.customer is not None:
            return _("{layer}: {name}").format(layer=layer_word(DayLayer.CUSTOMER), name=self.customer.title)
        if self.region:
            return _("{layer}: {name}").format(layer=layer_word(DayLayer.REGION), name=self.region)
        return _("The whole company")


EVERYBODY = For()


@dataclass(frozen=True, slots=True)
class Overview:
    """A year, who there is to look at it for, the calendars, and the year whose list is missed."""

    whom: For
    view: YearView
    choices: tuple[For, ...]
    calendars: tuple[CalendarLine, ...]
    missing: int | None

    @property
    def marks(self) -> Mapping[date, DayMark]:
        """What is drawn."""
        return {
            day: DayMark(line.entry.kind, line.owner.layer, told(line), line.entry.confirmed)
            for day, line in self.view.deciding.items()
        }


def overview(ctx: Context, year: int, whom: For) -> Overview:
    """Asks the database."""
    choices = [EVERYBODY, *(For(region) for region in regions(ctx))]
    choices += [For("", customer) for customer in customers_with_days(ctx)]
    if whom not in choices:
        choices.append(whom)
    view = year_view(ctx, year, whom.region, whom.customer_id)
    return Overview(whom, view, tuple(choices), tuple(calendars(ctx)), missing_year(ctx))


def whose(line: DayLine) -> str:
    """Whose day it is, in words."""
    name = line.owner.region or line.customer
    layer = layer_word(line.owner.layer)
    return _("{layer}: {name}").format(layer=layer, name=name) if name else layer


def told(line: DayLine) -> str:
    """What a day is, what it is called and whose it is."""
    words = [kind_word(line.entry.kind), line.entry.name, whose(line)]
    if not line.entry.confirmed:
        words.append(_("not certain yet"))
    return " · ".join(word for word in words if word)


def in_words(day: date) -> str:
    """A day with its weekday."""
    return _("{day}, {weekday}").format(day=show_day(day), weekday=_(weekday_word(day)))
