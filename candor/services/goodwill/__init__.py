"""Money given back by the written policy."""
