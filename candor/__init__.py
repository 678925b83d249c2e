"""Candor: the assistant that people trust with their bill."""
