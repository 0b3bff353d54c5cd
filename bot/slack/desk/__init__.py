"""What the desk does from Slack: words taken back, embargoes lifted, and what is asked before it is done."""
