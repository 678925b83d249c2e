"""Sums as pictures: an SVG that stands alone, and the same facts as text. Pure; all words are handed in."""

from __future__ import annotations

from candor.billing.pictures.drawing import Picture
from candor.billing.pictures.strip import Strip, strip
from candor.billing.pictures.waterfall import Bar, waterfall

__all__ = ["Bar", "Picture", "Strip", "strip", "waterfall"]
