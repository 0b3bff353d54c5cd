"""Bytes to characters to paragraphs, for every format that is written as text."""
