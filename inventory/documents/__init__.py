"""What the papers that leave the house say, as data: how they look is for whoever prints them."""
