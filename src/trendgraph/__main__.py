"""The command ``trendgraph``; also ``python -m trendgraph``."""

from trendgraph.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
