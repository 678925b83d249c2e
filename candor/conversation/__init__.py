"""Pure conversation: ownership, messages, redaction, promises, wording. Standard library only."""
