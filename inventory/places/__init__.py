"""Where goods lie: warehouses, bins, vans, and the places outside."""
