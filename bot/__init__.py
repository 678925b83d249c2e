"""All that imports Rasa. It runs in an environment of its own and nothing else imports it."""
