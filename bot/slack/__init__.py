"""Slack, and nothing else knows Slack."""
