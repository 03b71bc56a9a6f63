"""Contracts on screen: the list, a contract with its promise, prices and deliveries, maintenance contracts."""
