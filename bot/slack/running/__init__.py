"""The program: what lives as long as the process, and how it is reached."""
