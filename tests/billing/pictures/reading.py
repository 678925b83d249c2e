"""Reads a picture as a browser would: its writing, its boxes, and what it must not hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from candor.billing.pictures import Picture
from candor.billing.pictures.drawing import WIDTH, wide

NS = "{http://www.w3.org/2000/svg}"
AMOUNT = re.compile(r"[+-]*\$[\d,]+\.\d\d")


def tree(its: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(its.svg)


def texts(its: Picture) -> list[str]:
    return [node.text or "" for node in tree(its).iter(f"{NS}text")]


def boxes(its: Picture, *kinds: str) -> list[dict[str, float]]:
    """The filled boxes of some kinds, in the order they were drawn."""
    names = ("x", "y", "width", "height")
    found = (node for node in tree(its).iter(f"{NS}rect") if node.get("class") in kinds)
    return [{name: float(node.get(name) or 0) for name in names} for node in found]


def assert_sound(its: Picture) -> None:
    """It stands alone, is told to those who do not see it, and nothing of it is outside its frame."""
    root = tree(its)
    assert root.get("role") == "img"
    ids = {node.get("id"): node.text for node in root if node.get("id")}
    title, told = [ids[name] for name in (root.get("aria-labelledby") or "").split()]
    assert its.text == f"{title}\n{told}"
    assert not re.search(r"<script|href|url\(|@import|javascript:| on\w+=|<foreignObject|<image", its.svg)
    height = float(root.get("height") or 0)
    for node in root.iter(f"{NS}text"):
        assert_inside(node, height)
    for box in boxes(its, "more", "less", "level"):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= WIDTH
        assert 0 <= box["y"] <= box["y"] + box["height"] <= height


def assert_inside(node: ElementTree.Element, height: float) -> None:
    x, y, size = (float(node.get(name) or 0) for name in ("x", "y", "font-size"))
    width = wide(node.text or "", int(size))
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[node.get("text-anchor") or "start"]
    assert left >= 0, node.text
    assert left + width <= WIDTH, node.text
    assert size <= y <= height, node.text


def overlaps(its: Picture) -> list[tuple[str, str]]:
    """Pieces of writing that lie on each other."""
    areas = []
    for node in tree(its).iter(f"{NS}text"):
        x, y, size = (float(node.get(name) or 0) for name in ("x", "y", "font-size"))
        width = wide(node.text or "", int(size))
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[node.get("text-anchor") or "start"]
        areas.append((node.text or "", left, left + width, y - 0.8 * size, y + 0.2 * size))
    return [
        (one[0], other[0])
        for place, one in enumerate(areas)
        for other in areas[place + 1 :]
        if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]
    ]
