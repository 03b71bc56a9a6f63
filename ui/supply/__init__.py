"""Supply in the window: what to order, what is on order, which spares the promises of the next years need."""
