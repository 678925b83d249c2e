"""From a customer's words to an intent and entities, on the customer's own machine, one thread."""
