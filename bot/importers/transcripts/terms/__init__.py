"""On which terms the words may be used, as the document says."""
