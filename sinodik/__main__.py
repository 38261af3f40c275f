"""``python -m sinodik``."""

from sinodik.cli import main

if __name__ == "__main__":  # worker processes import this module again
    main()
