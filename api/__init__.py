"""Doors: command line, HTTP service, reports."""
