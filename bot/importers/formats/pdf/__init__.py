"""PDF: lines with their places, read by a process of its own, and the paragraphs they make."""
