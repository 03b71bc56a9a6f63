"""Files kept with a record, on screen."""
