"""The trust board: what came of it, with intervals, for who answers for it."""
