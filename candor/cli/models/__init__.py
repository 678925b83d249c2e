"""`candor models` and `candor promote`."""
