"""The one place where the version of the code stands."""

__version__ = "0.1.0"
