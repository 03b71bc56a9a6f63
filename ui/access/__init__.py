"""What needs a second person: the list of what waits, and the dialog that asks for it."""
