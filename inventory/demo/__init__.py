"""The demonstration depot: invented, small, in every state at once."""

from typing import Final

NAME: Final = "demo.sqlite"
"""Its file in the user's data folder."""
