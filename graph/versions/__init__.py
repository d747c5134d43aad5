"""One law in several texts: which is which, which is in force on a day, and where each article went."""
