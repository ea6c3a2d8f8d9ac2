"""How articles get in: source -> clean -> paragraphs -> index."""

from index.clean import clean

__all__ = ["clean"]
