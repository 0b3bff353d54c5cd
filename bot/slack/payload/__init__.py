"""A payload as Slack takes it: its blocks, its limits, text that stays text, and the proof of it."""
