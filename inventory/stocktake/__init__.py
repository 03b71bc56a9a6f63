"""Physical counts of the stock: begun, counted by several people at once while work goes on, approved, posted."""
