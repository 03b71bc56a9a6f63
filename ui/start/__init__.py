"""The first page of an empty depot: three ways in."""
