"""Who may do what, and what needs a second person."""
