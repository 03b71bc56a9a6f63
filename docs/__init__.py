"""The user's guides, and the tool that takes the pictures in them."""
