"""The table of domain 3.2, read a second time by hand, row by row, and sharing nothing with the product.

It is written after the table's own shape, with its row 12 that goes on and its rule about grants, so that the
policy's other shape (a list in which the first match wins) is held against it.
"""

from __future__ import annotations

CAPS = {
    **dict.fromkeys(("late", "returned", "overlimit"), 4100),
    **dict.fromkeys(("trailing", "interest"), 2500),
    "min_int": 500,
    **dict.fromkeys(("ftf", "cash"), 1500),
    "service": 1000,
}
IDS = {
    **dict.fromkeys(("late", "returned", "overlimit"), "G-FEE"),
    **dict.fromkeys(("trailing", "interest", "min_int"), "G-INT"),
    "ftf": "G-FX",
    "cash": "G-CASH",
    "service": "G-SVC",
}


def answer(r: dict) -> tuple[str, int, str]:
    """Decision, cents, reason."""
    flag, kind, amt = r["flag"], r["kind"], r["amt"]
    if flag == "sensitive":
        return "HANDOFF", 0, "G-HUM"
    if flag == "bank_error":
        return "CORRECT", amt, "G-COR"
    if flag == "disputed":
        return "DISPUTE", 0, "G-DSP"
    if flag == "already":
        return "DENY", 0, "G-DUP"
    if flag == "closed":
        return "HANDOFF", 0, "G-ACC"
    if r["dpd"] >= 60:
        return "HANDOFF", 0, "G-HRD"
    if kind == "bt_fee":
        return "DENY", 0, "G-KND"
    if kind == "annual":
        return "HANDOFF", 0, "G-ANN"
    if r["age"] > 180:
        return "DENY", 0, "G-AGE"
    if r["age"] > 90:
        return "HANDOFF", 0, "G-OLD"
    if flag == "contradict":
        return "HANDOFF", 0, "G-EVD"
    return _with_us(r)


def _with_us(r: dict) -> tuple[str, int, str]:
    """Rows 10 to 16."""
    kind, amt = r["kind"], r["amt"]
    g = min(amt, CAPS[kind])
    reason = IDS[kind]
    if kind != "service":
        if amt <= 500 and r["mic"] < 3:
            return _grant(r, amt, "G-MIC")
        if r["ten"] < 6:
            if kind == "late" and r["n"] == 0:
                return _grant(r, min(amt, 3000), "G-NEW")
            return "DENY", 0, "G-TEN"
        if r["same"] >= 1:
            if r["same"] >= 2 or r["late12"] > 2:
                return "DENY", 0, "G-FRQ"
            if r["ten"] < 60:
                return "HANDOFF", 0, "G-2ND"
            reason = "G-LOY"
    if kind == "interest" and r["late12"] > 1:
        return "DENY", 0, "G-STD"
    if kind == "service" and amt > 1000:
        return "HANDOFF", 0, "G-AUT"
    if r["n"] >= 3 or r["used"] + g > 10000:
        return "HANDOFF", 0, "G-CAP"
    return _grant(r, g, reason)


def _grant(r: dict, amount: int, reason: str) -> tuple[str, int, str]:
    if r["bud"] == 0:
        return "HANDOFF", 0, "G-BUD"
    if 1 <= r["dpd"] < 60 and r["kind"] != "service":
        return "GRANT_ON_PAYMENT", amount, "G-PAY"
    return "GRANT", amount, reason
