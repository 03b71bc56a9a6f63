"""The one table of all lists: a million rows, fetched as they are looked at."""
