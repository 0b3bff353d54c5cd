"""One answer as the pieces of a message: entries, their frame, how many fit."""
