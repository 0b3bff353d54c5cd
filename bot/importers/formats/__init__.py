"""Files and downloads to readable text: one plain function per format."""

from bot.importers.formats.detecting import TABLES, format_of
from bot.importers.formats.read import extracts_of, members_of

__all__ = ["TABLES", "extracts_of", "format_of", "members_of"]
