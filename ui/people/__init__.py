"""Who works here, and who of them sits at this workstation."""
