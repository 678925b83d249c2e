"""The sample bank's page in a real Chromium, on the real product."""
