"""Dumps: CSV, JSON and JSON lines, whose columns are known by what they mean."""
