"""How articles get in: source -> clean -> paragraphs -> index."""
