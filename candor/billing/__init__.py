"""Pure billing: what a line is, how its sum comes about. Standard library only."""
