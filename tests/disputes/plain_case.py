"""A case as plain words, numbers and ifs: what the product's case is held against.

`told(name, facts)` says "illegal", "not ready" or "done", and changes the plain case when it is done.
"""

from datetime import date, timedelta

OPEN = ("submitted", "investigating", "awaiting_customer", "merchant_review", "pre_arbitration")
OVER = ("decided_error", "decided_different_error", "decided_no_error", "merchant_refunded")
LETTERS = dict(zip(OVER, ("correction", "different_error", "explanation", "shop_refund"), strict=True))

# command: from where, to where ("" stays)
WAYS = {
    "Submit": ("draft", "submitted"),
    "Abandon": ("draft", "abandoned"),
    "Acknowledge": (OPEN, ""),
    "Investigate": ("submitted", "investigating"),
    "Lend": (OPEN, ""),
    "AskCustomer": ("investigating", "awaiting_customer"),
    "GoOn": ("awaiting_customer", "investigating"),
    "FileChargeback": ("investigating", "merchant_review"),
    "HearShop": ("merchant_review", "investigating"),
    "Contest": ("merchant_review", "pre_arbitration"),
    "EndArbitration": ("pre_arbitration", "investigating"),
    "DecideError": (("submitted", "investigating"), "decided_error"),
    "DecideDifferentError": ("investigating", "decided_different_error"),
    "DecideNoError": ("investigating", "decided_no_error"),
    "CreditAtDeadline": (OPEN, "decided_error"),
    "Withdraw": (OPEN, "withdrawn"),
    "HandToFraud": (OPEN, "fraud_handoff"),
    "TakeShopRefund": (OPEN, "merchant_refunded"),
    "Notify": (OVER, "notified"),
    "Close": ("notified", "closed"),
    "DisputeStill": ("closed", "still_disputed"),
    "CloseStillDisputed": ("still_disputed", "closed"),
    "ReverseCredit": ((*OVER, "notified", "closed", "still_disputed", "withdrawn"), ""),
}


class PlainCase:
    def __init__(self, charged, deadline, credit_day, ten_days):
        self.charged, self.deadline, self.credit_day, self.ten_days = charged, deadline, credit_day, ten_days
        self.place, self.reason, self.amount = "draft", None, 0
        self.lent, self.given, self.result = 0, 0, None
        self.acknowledged, self.pay_by, self.doubles = None, None, []

    def told(self, name, it, today):
        origin, to = WAYS[name]
        if self.place not in ((origin,) if isinstance(origin, str) else origin):
            return "illegal"
        if not self.ready(name, it, today):
            return "not ready"
        self.do(name, it)
        self.place = to or self.place
        if to in OVER:
            self.result = to
        return "done"

    def may(self):
        """The commands that there is a way for from here."""
        return [name for name, (origin, _) in WAYS.items() if self.place == origin or self.place in tuple(origin)]

    def owes(self):
        partly = self.result in ("decided_no_error", "decided_different_error")
        return self.amount - self.given if partly and self.amount > self.given else 0

    def ready(self, name, it, today):
        if name == "Submit":
            return it.confirmed and 1 <= it.amount <= self.charged
        if name == "Abandon":
            return it.follow_up_by is not None and not it.follow_up_by < today
        if name == "Acknowledge":
            return self.acknowledged is None and not it.sent_on > today
        if name == "Investigate":
            scheduled = self.acknowledged is not None or "acknowledgement" in it.letters
            return scheduled and 0 <= it.temporary_credit <= self.amount - self.lent
        if name == "Lend":
            return 0 < it.amount <= self.amount - self.lent
        if name == "AskCustomer":
            return it.fact != "" and it.due_on is not None and today <= it.due_on <= self.deadline
        if name == "FileChargeback":
            return it.code != ""
        if name == "Contest":
            return it.reply != ""
        if name == "DecideError":
            return it.related >= 0
        if name == "CreditAtDeadline":
            return it.related >= 0 and not today < self.credit_day
        if name in ("DecideDifferentError", "DecideNoError"):
            if it.why == () or it.evidence == () or it.looked_into == () or today > self.deadline:
                return False
            if name == "DecideDifferentError":
                return it.amount > 0
            return it.proof != () or self.reason not in ("not_received", "wrong_amount", "wrong_date_or_sum")
        if name == "Withdraw":
            return it.own_choice and it.medium != ""
        if name == "HandToFraud":
            return it.first_step != ""
        if name == "TakeShopRefund":
            covers = not it.amount < self.amount
            return it.refund_line != "" and covers and it.related is not None and it.related >= 0
        if name == "Notify":
            if it.letter != LETTERS[self.place] or it.sent_on > today:
                return False
            return self.owes() == 0 or (it.pay_by is not None and (it.pay_by - it.sent_on).days >= self.ten_days)
        if name == "DisputeStill":
            return it.written and it.on <= today and self.pay_by is not None and it.on <= self.pay_by
        if name == "CloseStillDisputed":
            return it.marked_disputed and it.told_who
        if name == "ReverseCredit":
            if it.amount <= 0:
                return False
            if it.double_of:
                return it.double_of not in self.doubles and it.amount <= self.lent + self.given
            if today > self.deadline or self.place not in ("notified", "closed", "withdrawn"):
                return False
            return it.amount <= self.lent
        return True

    def do(self, name, it):
        if name == "Submit":
            self.reason, self.amount = str(it.reason), it.amount
        elif name == "Acknowledge":
            self.acknowledged = it.sent_on
        elif name == "Investigate":
            self.lent += it.temporary_credit
        elif name == "Lend":
            self.lent += it.amount
        elif name in ("DecideError", "CreditAtDeadline"):
            self.lent, self.given = 0, self.amount + it.related
        elif name == "DecideDifferentError":
            self.lent, self.given = max(self.lent - it.amount, 0), it.amount
        elif name == "TakeShopRefund":
            self.given = it.related
        elif name == "Notify":
            self.pay_by = it.pay_by if self.owes() > 0 else None
        elif name == "ReverseCredit":
            rest = it.amount - self.lent
            self.lent = max(self.lent - it.amount, 0)
            self.given -= max(rest, 0)
            if it.double_of:
                self.doubles.append(it.double_of)


def commands_by_name(do, reasons, charged):
    """By kind, commands with days counted from today: functions of today. A part of them is never ready."""
    kinds = {}
    for make in every_command(do, reasons, charged):
        kinds.setdefault(type(make(date(2025, 1, 1))).__name__, []).append(make)
    return kinds


def every_command(do, reasons, charged):

    def on(today, days):
        return None if days is None else today + timedelta(days=days)

    yes_no = (True, False)
    w = ("w",)
    found = [lambda t, r=r, a=a, c=c: do.Submit(r, a, c) for r in reasons for a in (0, 1, charged) for c in yes_no]
    found += [lambda t, a=a: do.Submit(reasons[0], a, True) for a in (charged // 2, charged + 1)]
    found += [lambda t, n=n: do.Abandon(on(t, n)) for n in (None, -1, 0, 3)]
    found += [lambda t, n=n: do.Acknowledge(on(t, n)) for n in (-2, 0, 1)]
    found += [lambda t, a=a, k=k: do.Investigate(a, k) for a in (-1, 0, 1, charged) for k in ((), ("acknowledgement",))]
    found += [lambda t, a=a: do.Lend(a) for a in (0, 1, charged // 2, charged)]
    found += [lambda t, f=f, n=n: do.AskCustomer(f, on(t, n)) for f in ("", "receipt") for n in (None, -1, 0, 30)]
    found += [lambda t: do.GoOn(True), lambda t: do.HearShop(False), lambda t: do.EndArbitration(True)]
    found += [lambda t, s=s, k=k: k(s) for s in ("", "x", "y") for k in (do.FileChargeback, do.Contest, do.HandToFraud)]
    found += [lambda t, r=r, k=k: k(r) for r in (-1, 0, 321) for k in (do.DecideError, do.CreditAtDeadline)]
    for why, seen, looked in ((w, w, w), ((), w, w), (w, (), w), (w, w, ())):
        found += [lambda t, g=(why, seen, looked), p=p: do.DecideNoError(*g, p) for p in ((), w)]
        amounts = (0, 1, charged, charged + 500)
        found += [lambda t, g=(why, seen, looked), a=a: do.DecideDifferentError(a, *g) for a in amounts]
    found += [lambda t, o=o, m=m: do.Withdraw(o, m) for o in yes_no for m in ("", "chat")]
    found += [
        lambda t, x=x, a=a, r=r: do.TakeShopRefund(x, a, r)
        for x in ("", "r1")
        for a in (0, charged)
        for r in (None, -1, 0, 321)
    ]
    found += [
        lambda t, x=x, s=s, p=p: do.Notify(x, on(t, s), on(t, p))
        for x in LETTERS.values()
        for s in (0, 1)
        for p in (None, 9, 10)
    ]
    found += [lambda t: do.Close()]
    found += [lambda t, w=w, n=n: do.DisputeStill(w, on(t, n)) for w in yes_no for n in (-1, 0, 1)]
    found += [lambda t, a=a, b=b: do.CloseStillDisputed(a, b) for a in yes_no for b in yes_no]
    found += [lambda t, a=a, d=d: do.ReverseCredit(a, d) for a in (0, 1, 321, charged) for d in (None, "r1", "r2")]
    return found
