"""Disputes: what kind of claim it is, what the law gives, by when, and where a case may go next. Pure."""
