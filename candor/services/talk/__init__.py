"""One message from its arrival to the answer: the log, leases, the bot, sessions, and whose data it is."""
