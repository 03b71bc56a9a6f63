"""Rare states and roles, missing labels and days are found and sorted by index, on both databases."""

from peewee import SqliteDatabase

RARE = (
    "CREATE INDEX asset_unusual_state ON asset (state, serial_norm) WHERE state <> 'in_service'",
    "CREATE INDEX asset_unusual_role ON asset (role, serial_norm) WHERE role <> 'customer_unit'",
    "CREATE INDEX asset_unlabelled ON asset (serial_norm) WHERE label_printed_at IS NULL",
)
DAYS = ("sold_on", "accepted_on")


def up(migrator, db):
    for statement in RARE:
        db.execute_sql(statement)
    if not isinstance(db, SqliteDatabase):
        # Days that are not known come first, as on SQLite; an index of PostgreSQL has them last unless told.
        for day in DAYS:
            db.execute_sql(f"DROP INDEX asset_{day}")
            db.execute_sql(f"CREATE INDEX asset_{day} ON asset ({day} NULLS FIRST)")
