"""Passages to ranked hits: analysis, scores, postings. Knows nothing of Slack, disk or answers."""
