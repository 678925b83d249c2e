"""The customer API under /v1: one file for each resource, and what they share."""
