"""What the proof checks: the terms of a quote, its words and whose they are."""
