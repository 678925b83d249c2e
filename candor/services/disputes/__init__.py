"""What is said to be wrong with a charge, and how it stands."""
