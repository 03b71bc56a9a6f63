"""Where goods lie: warehouses, bins, vans; as a tab of the stock page, and each place as a page of its own."""
