"""Nodes to briefings, people and terms: what each key must hold, and every problem found."""
