"""The page people see when they open the app: what there is to quote, and ways to ask."""
