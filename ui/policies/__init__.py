"""Policies: what each kind of contract promises, read, tried on an example, and edited."""
