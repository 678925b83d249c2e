"""What came of it, in the database: outcome rows, the outbox of what changed, and the counts."""
