"""Reading Russian text."""
