"""Open questions settled: what the document leaves out, and what the importer's user says."""
