"""Maintenance contracts that are proposed where cover ends, and what became of the proposals (R-043)."""
