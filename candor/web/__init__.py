"""All that speaks HTTP: the customer API, the sample bank's page, the gate before the action server."""
