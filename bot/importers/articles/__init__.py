"""News articles: which words stand between quotation marks, and who said them."""

from bot.importers.articles.article import read_article

__all__ = ["read_article"]
