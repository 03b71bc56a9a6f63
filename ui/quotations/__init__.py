"""Quotations in the window: listed, priced while they are typed, sent, answered, billed."""
