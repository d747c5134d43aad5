"""One check a file; importing a module registers its check."""
