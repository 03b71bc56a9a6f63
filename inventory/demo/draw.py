"""Chance that falls the same way every time: codes, serials and days of the demonstration depot."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from dateutil.relativedelta import relativedelta
from stdnum.iso7064 import mod_37_36

from inventory.clock import instant
from inventory.scanning.payload import CROCKFORD, RANDOM_CHARACTERS, Kind

SEED: Final = 20261122
_CONFUSABLE: Final = frozenset("01OIL")


class Draw:
    """Draws relative to ``today``: the depot looks alive on whatever day it is made."""

    def __init__(self, today: date, seed: int = SEED) -> None:
        self.today = today
        self.chance = Random(seed)
        self._codes: set[str] = set()

    def code(self, kind: Kind) -> str:
        """A label code that was not drawn before (payload.new_code draws by chance that cannot be repeated)."""
        while True:
            body = kind.value + "".join(self.chance.choices(CROCKFORD, k=RANDOM_CHARACTERS))
            code = body + str(mod_37_36.calc_check_digit(body))
            if code[-1] not in _CONFUSABLE and code not in self._codes:
                self._codes.add(code)
                return code

    def before(self, months: int, days: int = 0) -> date:
        """The day so long ago."""
        return self.today - relativedelta(months=months) - timedelta(days=days)

    def at(self, day: date, first: int = 8, last: int = 17) -> datetime:
        """A moment of a day's working hours, as an instant."""
        return instant(datetime.combine(day, time(self.chance.randint(first, last), self.chance.randrange(60))))

    def phone(self, dialling: str) -> str:
        """A line of that city that nobody has: all begin with 8866."""
        return f"{dialling}-8866{self.chance.randrange(10_000):04}"
