"""What happens when Slack tells us something: it is written down, nothing more."""
