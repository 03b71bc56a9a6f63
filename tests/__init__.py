"""The depot, tried out."""
