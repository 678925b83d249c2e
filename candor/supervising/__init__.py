"""Starts the product's processes, looks after them and stops them. Knows nothing of bills or talks."""
