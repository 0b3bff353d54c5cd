"""From briefings to arrays: each turn is analysed once, each passage looked at once."""
