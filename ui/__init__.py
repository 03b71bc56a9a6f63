"""The window: asks, renders, sends and listens. Knows the features of ``inventory``, never a row.

PySide6 puts a function of its own in the place of ``__import__`` for the sake of ``from __feature__ import …``, which
nobody here writes. It reads the source text of every module that is imported later, to see whether "PySide6" stands in
it: a tenth of a second at every start. Python's own function is put back as soon as PySide6 is there.
"""

import builtins

_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401 - between the two, on purpose

builtins.__import__ = _import
