"""Which line of the bill is meant."""
