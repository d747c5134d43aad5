"""Documents into the library: read in parallel, identified, linked, stored in one transaction."""
