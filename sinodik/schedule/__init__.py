"""When which source is crawled, and what came of it."""
