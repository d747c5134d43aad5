"""Training of the shipped models from data at hand: ``make train``."""
