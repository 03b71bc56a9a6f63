"""What can be chosen: for this workstation, and for the whole depot."""
