"""The register on screen: the list of units, the card of one, its forms."""
