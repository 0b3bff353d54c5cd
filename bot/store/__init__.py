"""The knowledge folder on disk and the snapshot of it in memory."""
