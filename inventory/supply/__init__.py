"""What keeps the depot supplied: what is short, what is on order, and the spares promised for years to come."""
