"""`candor talk`: drives the running product as the widget does, through the customer API."""
