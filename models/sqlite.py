"""A depot in one file, as peewee knows it. Imported when somebody asks for peewee."""

from __future__ import annotations

from typing import Any

from peewee import SqliteDatabase

from models import connect


class File(SqliteDatabase):
    """Works on through the connection that a thread has opened before peewee was there."""

    _state: Any  # peewee's own, and its stubs do not name it
    _add_conn_hooks: Any
    _made = False

    def __init__(self, *about: Any, **more: Any) -> None:
        super().__init__(*about, **more)
        self._made = True  # until then nothing can be given to it

    def is_closed(self) -> bool:
        """Whether this thread has no connection."""
        if self._made and self._state.closed and (opened := connect.taken_over()) is not None:
            self._add_conn_hooks(opened)
            self._state.set_connection(opened)
        return bool(super().is_closed())
