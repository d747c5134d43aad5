"""Find duties, provisions and laws by Chinese words or by reference."""
