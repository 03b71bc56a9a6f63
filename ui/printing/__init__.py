"""Draws what leaves the program on paper: labels as PDF, picture or printer commands."""
