"""All pages of the studio: importing them puts their handlers under their addresses."""

from candor.web.studio import inbox, models, stories
from candor.web.studio.area import studio

__all__ = ["inbox", "models", "stories", "studio"]
