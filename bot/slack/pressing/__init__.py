"""Buttons: a press is read, checked again on the server, and acted on once."""
