"""Briefing Bot: press briefings, answered in verbatim, attributed quotes."""
