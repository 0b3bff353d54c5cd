"""Transcripts: text with a label before each speaker's words, as a draft."""

from bot.importers.transcripts.read import looks_like_transcript, read_transcript

__all__ = ["looks_like_transcript", "read_transcript"]
