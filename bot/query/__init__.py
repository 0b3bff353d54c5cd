"""Text to Query: words, "phrases", speaker:, role:, on:, after:, before:, source:, and plain language."""
