"""Makers of the fitted data files that the project carries."""
