"""Plain language: who spoke and when, only from a clause that says so."""
