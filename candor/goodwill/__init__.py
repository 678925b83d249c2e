"""Giving money back by a written policy: facts, the policy, and the decision that follows from both. Pure."""
