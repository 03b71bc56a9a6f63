"""Workbooks in and out: read with suspicion, written through one door."""
