"""A person is fetched: when, by which promise, and what is done first."""
