"""Stocktakes in the window: planned, counted by scan, reviewed, sent for approval."""
