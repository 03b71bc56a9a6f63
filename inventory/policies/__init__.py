"""What a kind of contract promises: the settings of requirements.md 1.9, in versions that are frozen once used."""

from typing import Final

HOUSE: Final = "HOUSE"
"""The profile of a unit whose contract names no policy."""
