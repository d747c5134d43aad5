"""What is known before any document is read: names, aliases, regions, organs, repeals, the sample county."""
