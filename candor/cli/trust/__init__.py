"""`candor trust`: the report of the trust board, its counts, and its reference page."""
