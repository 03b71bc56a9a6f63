"""Scanners that type: telling a burst from a person, and leading a scan to its page."""
