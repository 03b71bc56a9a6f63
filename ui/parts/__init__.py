"""Parts: the list, and the card of one."""
