"""What the depot knows and does, without a window: rules, commands, queries."""

import models as _models  # noqa: F401  (before anything imports peewee: it decides which drivers peewee loads)
