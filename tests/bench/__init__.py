"""Benchmarks: ours beside the project that `rasa init` makes, in one run on one machine. Never part of the tests."""
