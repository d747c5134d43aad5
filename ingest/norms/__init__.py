"""Norms read from provisions: who is obliged, empowered, forbidden or asked to assist, and at which tier.

``find_norms(text)`` reads an article's text; ``provision_tier(norms)`` sums it up as a township sees it.

Tags of a norm: ``government`` a township government or street office is among the bearers (not only its congress,
stations, teams); ``mixed`` assistance with own work beside it; ``assist`` own work with assistance beside it;
``joint`` only joined by another body (会同); ``delegated`` asked or entrusted to act; ``decides`` approves or reviews
what others bring (经…批准, 报…审核).
"""

from ingest.norms.find import find_norms, provision_tier

__all__ = ["find_norms", "provision_tier"]
