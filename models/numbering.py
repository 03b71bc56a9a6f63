"""Running numbers of papers."""

from __future__ import annotations

from peewee import IntegerField

from models.base import BaseModel
from models.fields import LineField


class NumberSeries(BaseModel):
    """The last number given in a series and period, such as WX in 202611."""

    prefix = LineField(max_length=10)
    period = LineField(max_length=6)
    last = IntegerField(default=0)


NumberSeries.add_index(NumberSeries.index(NumberSeries.prefix, NumberSeries.period, unique=True, name="series_period"))
