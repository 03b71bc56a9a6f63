"""The window: asks, renders, sends and listens. Knows the features of ``inventory``, never a row."""
