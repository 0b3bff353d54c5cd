"""The desk's decisions: read at once, written whole, put in force over a snapshot."""
