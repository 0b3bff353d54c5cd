"""Date expressions, and the days they mean."""
