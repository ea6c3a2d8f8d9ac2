"""How people and programs ask: a request -> search -> a page, or JSON."""
