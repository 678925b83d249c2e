"""The command that works out a case of interest."""
