"""Who asks, as far as Slack lets us know: members, guests, admins."""
