"""How a form becomes a command, and what happens to the form when the depot says no."""
