"""A depot on a PostgreSQL server. Imported only when one is opened: the driver takes long to load.

peewee decides when it is itself imported whether there is a driver (models/__init__ keeps psycopg from it),
so the names of the driver that its adapter needs are given here.
"""

from __future__ import annotations

import uuid
from typing import Any

import psycopg
from peewee import PostgresqlDatabase, Psycopg3Adapter
from psycopg.pq import TransactionStatus
from psycopg.types.json import Json, Jsonb


class _Driver(Psycopg3Adapter):
    txn_idle = TransactionStatus.IDLE
    txn_inerror = TransactionStatus.INERROR
    txn_unknown = TransactionStatus.UNKNOWN

    def __init__(self) -> None:
        super().__init__()
        self.json_type = Json
        self.jsonb_type = Jsonb

    def check_driver(self) -> None:
        """It is imported above, or this module would not be there."""

    def get_binary_type(self) -> Any:
        return psycopg.Binary

    def connect(self, db: PostgresqlDatabase, **params: Any) -> psycopg.Connection[Any]:
        return psycopg.connect(db.database, **params)

    def server_side_cursor(self, conn: psycopg.Connection[Any]) -> Any:
        inside = self.txn_status(conn) == TransactionStatus.INTRANS
        return conn.cursor(name=str(uuid.uuid1()), withhold=not inside)


class Server(PostgresqlDatabase):
    """The database of a server, always through psycopg 3."""

    psycopg2_adapter = _Driver  # what peewee takes where it has found no driver by itself
    psycopg3_adapter = _Driver


def server(url: str) -> Server:
    """The database at ``url`` (``postgresql://…``); connections are opened by whoever works."""
    return Server(url, autoconnect=False)
