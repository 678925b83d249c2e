"""The trainers' pages: the inbox of turns that went badly, stories, models."""
