"""Files to briefings: one plain function per format, the label grammar, quotations in articles."""
