"""Intervals of figures that were taken from a sample."""

from math import sqrt

Z = 1.959964
"""For 95 %."""


def of_share(part: int, whole: int) -> str:
    """Two cells of a table: a share, and its 95 % interval by Wilson's score."""
    if not whole:
        return "- | -"
    p = part / whole
    centre = (p + Z * Z / (2 * whole)) / (1 + Z * Z / whole)
    half = Z * sqrt(p * (1 - p) / whole + Z * Z / (4 * whole * whole)) / (1 + Z * Z / whole)
    return f"{p:.1%} | [{max(0.0, centre - half):.1%}, {min(1.0, centre + half):.1%}]"
