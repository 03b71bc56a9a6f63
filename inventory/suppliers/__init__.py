"""Who sells parts to us."""
