"""What the knowledge folder already holds: by id, by address, by words."""
