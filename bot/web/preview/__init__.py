"""The bot without Slack: a page on this machine, and the small workspace behind it."""
