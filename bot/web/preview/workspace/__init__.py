"""A workspace of three people: what the bot calls, and what it is told."""
