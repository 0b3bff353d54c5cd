"""Slack's pane for agents: questions to begin with, and a word while an answer is made."""
