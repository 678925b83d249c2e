"""The desk: where people of the bank take talks over, with all that is known beside each."""

from candor.web.desk import acts, cases, files, lines, money, queue, search, talks, team
from candor.web.desk.area import desk

__all__ = ["acts", "cases", "desk", "files", "lines", "money", "queue", "search", "talks", "team"]
