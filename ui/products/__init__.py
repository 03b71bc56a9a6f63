"""What is sold and looked after: manufacturers and their models."""
