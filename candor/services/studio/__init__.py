"""What trainers do: look at turns that went badly, correct them, train, compare, promote."""
