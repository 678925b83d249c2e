"""The rules as they are delivered, read once."""

from functools import lru_cache

from candor.services.disputes.dispute_policy import load_dispute_policy

policy = lru_cache(maxsize=1)(load_dispute_policy)
