"""What the depot knows and does, without a window: rules, commands, queries."""
