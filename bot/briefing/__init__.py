"""What was said: briefings, turns, passages, speakers. Pure; reads nothing."""
