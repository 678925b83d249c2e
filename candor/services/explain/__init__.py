"""What lines and whole bills are, told with the customer's own numbers; our mistakes are put right."""
