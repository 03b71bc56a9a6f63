"""Suppliers in the window: a tab of the stock page, and the card of each."""
