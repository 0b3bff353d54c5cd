"""Shortcuts: a message's words, or a form's, searched or verified in a window."""
