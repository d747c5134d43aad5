"""Norms read from provisions: who is obliged, empowered, forbidden or asked to assist, and at which tier.

``find_norms(text)`` reads an article's text; ``provision_tier(norms)`` sums it up as a township sees it.
"""

from ingest.norms.find import find_norms, provision_tier

__all__ = ["find_norms", "provision_tier"]
