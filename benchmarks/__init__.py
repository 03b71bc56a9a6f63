"""How fast the product is beside the raw limit, measured in one run: ``python -m benchmarks``."""
