"""Web pages: the tree, the part of it that matters, its lines and what the page says about itself."""
