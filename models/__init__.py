"""Rows of the depot's database: tables, guards, migrations. No visible text, no Qt."""
