"""Commands by subject; each module is loaded when one of its commands is used."""
