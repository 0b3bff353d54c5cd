"""A document cut into turns: whose each stretch of lines is, and of which kind."""
