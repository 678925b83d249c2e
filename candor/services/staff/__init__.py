"""The bank's own people: who they are, signing in and out, and what stands in the data folder for a sample."""
