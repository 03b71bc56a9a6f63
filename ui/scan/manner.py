"""How the scanner of a workstation types, as its settings keep it."""

from __future__ import annotations

from typing import Final

from inventory.values.records import record
from ui.scan.burst import Scan, Speed

CAREFUL_MS: Final = 70
"""From here on quick typing comes near: a scan must then be longer."""
CAREFUL_FEWEST: Final = 8


@record
class Manner:
    """Gaps in milliseconds, and what stands around every code and is not part of it."""

    median_ms: int = Speed().median_ms
    longest_ms: int = Speed().longest_ms
    prefix: str = ""
    suffix: str = ""

    @property
    def speed(self) -> Speed:
        """What counts as a scan."""
        fewest = CAREFUL_FEWEST if self.median_ms > CAREFUL_MS else Speed().fewest
        return Speed(fewest, self.median_ms, self.longest_ms)

    def bare(self, scan: Scan) -> Scan:
        """A scan without what the scanner adds."""
        text, begin, end = scan.text, 0, len(scan.text)
        if self.prefix and text.startswith(self.prefix) and len(self.prefix) < end:
            begin = len(self.prefix)
        if self.suffix and text.endswith(self.suffix) and begin < end - len(self.suffix):
            end -= len(self.suffix)
        return scan if (begin, end) == (0, len(text)) else Scan(text[begin:end], scan.scan_codes[begin:end])
