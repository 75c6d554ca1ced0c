"""What the reader gets back: each clause by who gives, what is given, to whom, and in what turn of phrase."""

from asklint.signals.offers.columns import OFFER_FEATURES, offer_features
from asklint.signals.offers.giving import KINDS, Offer, find_offers

__all__ = ["KINDS", "OFFER_FEATURES", "Offer", "find_offers", "offer_features"]
