"""How each question about the whole bill is worded, and the words beside them that say another one is meant."""

from __future__ import annotations

import re
from enum import StrEnum


class WholeQuestion(StrEnum):
    WHY_DIFFERENT = "why_different"
    FEES_PAID = "fees_paid"
    SPENT = "spent"
    LARGEST = "largest"
    RECENT = "recent"
    RATES = "rates"
    AUTOPAY = "autopay"
    LEFT_TO_SPEND = "left_to_spend"
    BALANCE = "balance"
    NEXT_BILL = "next_bill"
    MOVE_DUE_DAY = "move_due_day"
    COPY = "copy"
    CREDIT_REPORT = "credit_report"
    OFFER = "offer"
    INTEREST_PAID = "interest_paid"
    STOP_INTEREST = "stop_interest"
    ONLY_MINIMUM = "only_minimum"
    SUBSCRIPTIONS = "subscriptions"
    CHARGED_TWICE = "charged_twice"
    PENDING = "pending"
    PAYMENT_CAME = "payment_came"


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


WORDS = {
    WholeQuestion.ONLY_MINIMUM: _words(
        r"""\b(?:only|just)\b.*\b(?:minimum|min)\b|\b(?:minimum|min)\b.*\b(?:only|enough|what\ (?:happens|then))\b
        |\b(?:minimum|min)\b.*\b(?:ok(?:ay)?|fine|hurt|cost\ (?:me|extra))\b
        |\b(?:if|when|can|could|may)\ (?:i|we)\b.*\bpay\b.*\b(?:only|just|no\ more\ than)\b
            .*\b(?:that|this|part|half|some|bit)\b
        |\b(?:if|when|can|could|may)\ (?:i|we)\b.*\b(?:only|just)\b.*\bpay\b.*\b(?:that|this|part|half|some|bit)\b"""
    ),
    WholeQuestion.STOP_INTEREST: _words(
        r"""\b(?:stop|end|avoid|escape|prevent|halt|without|kill|(?:get|be)\ rid\ of|out\ of|zero)s?\b.*\binterest\b
        |\b(?:(?:no|not)\ (?:more|pay|get)
        |(?:do\ not|don['’]?t|dont|never)\ (?:want\ to\ |have\ to\ )?(?:pay|owe|get))\b.*\binterest\b
        |\binterest\b.*\b(?:stops?|ends?|go(?:es)?\ away|avoid(?:ed)?|keep\ away|(?:be|is)\ over)\b
        |\b(?:pay|paying|paid|date|day|send)\b.*\b(?:no|any|keep)\ interest\b|\binterest[- ]free\ again\b"""
    ),
    WholeQuestion.FEES_PAID: _words(
        r"""\bin\ fees\b|\bfees\b.*\b(?:paid|charged|took|taken|had|year|so\ far|since|20\d\d|(?:al)?together|total)\b
        |\b(?:paid|charged|took|taken|get|gotten|had|did\ i\ pay|cost\ me)\b.*\bfees\b
        |\b(?:overview|list|add(?:ed)?\ up|sum|tot\ up)\b.*\bfees\b
        |\b(?:total|every|all\ (?:my|the|of\ the))\b.*\bfees?\b|\bfee\ total\b"""
    ),
    WholeQuestion.SPENT: _words(
        r"""\b(?:how\ much|how\ many|what|total|sum|(?:add(?:ed)?|tot)\ up)\b.*\bspen(?:t|d|ding)\b
        |\bspen(?:t|d|ding)\b.*\b(?:how\ much|total|sum|altogether|in\ all)\b|\b(?:my|our)\ spending\b
        |\b(?:total|sum|(?:add|tot)\ up)\b.*\b(?:purchases|charges|orders)\b.*\b(?:at|from|with|by)\b
        |\b(?:total|sum)\ (?:for|at|from)\b.*\b(?:year|months?|so\ far)\b
        |\bhow\ much\b.*\b(?:paid|pay|charged|cost|took|taken)\b.*\b(?:at|to|me)\b
            .*\b(?:year|months|so\ far|in\ (?:all|total)|altogether)\b"""
    ),
    WholeQuestion.MOVE_DUE_DAY: _words(
        r"\b(?:change|move|switch|pick|choose|shift|different|another|other)\b.*\b(?:due|payment)\ (?:date|day)\b"
    ),
    WholeQuestion.COPY: _words(
        r"""\b(?:copy|copies|pdf|download|print(?:ed|out)?|paper)\b.*\b(?:statements?|bills?)\b
        |\b(?:send|e?[- ]?mail|post)\ (?:me|us)\b.*\b(?:statements?|bills?)\b
        |\b(?:statements?|bills?)\b.*\b(?:pdf|on\ paper)\b"""
    ),
    WholeQuestion.CREDIT_REPORT: _words(
        r"\bcredit\ (?:score|report|rating|history|record|bureaus?|file)\b"
        r"|\b(?:hurt|affect|damage|ruin|lower)\b.*\bmy\ credit\b"
    ),
    WholeQuestion.OFFER: _words(
        r"""\b(?:when|how\ long|until|till|what\ happens|what\ day)\b
            .*(?:\b0\s?%|\b(?:0|zero)\ percent|\b(?:promo\w*|intro\w*|offer)\b)
        |(?:\b0\s?%|\b(?:promo\w*|intro\w*)\b).*\b(?:end|expire|over|run\ out|until|last)
        |\b(?:said|says|told|promised|supposed|was|were|thought|offered|advertised)\b
            .{0,40}(?:\b0\s?%|\b(?:0|zero)\ ?percent)"""
    ),
    WholeQuestion.INTEREST_PAID: _words(
        r"""\b(?:how\ much|total|sum|add\ up)\b.*\binterest\b
            .*\b(?:paid|pay|charged?|cost|year|so\ far|in\ (?:all|total)|months)\b
        |\bhow\ much\b.*\b(?:paid|pay|charged)\b.*\binterest\b|\ball\ (?:the|my)\ interest\b"""
    ),
    WholeQuestion.LARGEST: _words(
        r"""\b(?:biggest|largest|highest|most\ expensive|dearest)\b
            .*\b(?:purchases?|charges?|transactions?|things?|buys?|bought)\b"""
    ),
    WholeQuestion.RECENT: _words(
        r"""\b(?:recent|latest|newest|last\ (?:few|couple|\d+|three|five|ten))\b
            .*\b(?:transactions|charges|purchases|activity)\b
        |\bwhat(?:['’]?s|\ is|s)?\ new\b|\banything\ new\b|\bnew\ (?:charges|transactions|purchases|activity)\b
        |\b(?:transactions|activity|charges|purchases|bought|happened)\b.*\bsince\b.*\b(?:bill|statement)\b
        |\b(?:show|list|see)\b.*\b(?:my|all|the)\ (?:transactions|purchases|charges|activity)\W*$"""
    ),
    WholeQuestion.RATES: _words(
        r"""\b(?:what(?:['’]?s|\ is|\ are|s)?|how\ high|how\ much|which|tell\ me|know|do\ i\ have|my)\b
            .*\b(?:apr|(?:interest|yearly|annual|percentage)\ rates?)\b|^\W*(?:apr|interest\ rate)\W*$"""
    ),
    WholeQuestion.AUTOPAY: _words(r"\bauto[- ]?pay\b|\bautomatic\ payments?\b|\bdirect\ debit\b"),
    WholeQuestion.LEFT_TO_SPEND: _words(
        r"""\b(?:available|remaining)\ (?:credit|limit|balance)\b|\bcredit\b.*\b(?:left|available|remain(?:s|ing)?)\b
        |\bleft\ to\ spend\b|\bhow\ much\b.*\b(?:can|could|may)\ i\b.*\bspend\b|\bspending\ (?:limit|power)\b
        |\bcredit\ (?:limit|line)\b|\b(?:my|card)\ limit\b"""
    ),
    WholeQuestion.BALANCE: _words(
        r"""\b(?:current|present|full|whole|live|todays?)\ balance\b|\bbalance\b.*\b(?:today|now|currently|versus|vs)\b
        |\bbalance\b.*\bbalance\b|\bowe\b.*\b(?:today|right\ now|altogether|in\ (?:total|all))\b"""
    ),
    WholeQuestion.NEXT_BILL: _words(
        r"""\b(?:when|(?:what|which)\ (?:day|date))\b.*\b(?:bills?|statements?|cycle)\b
            .*\b(?:clos|end|com(?:e|ing)|out|ready|generat|issue|cut|arriv|sent|print)
        |\b(?:when|what\ day)\b.*\bnext\ (?:bill|statement)\b|\b(?:closing|cut[- ]?off|statement|billing)\ dates?\b"""
    ),
    WholeQuestion.SUBSCRIPTIONS: _words(
        r"""\b(?:subscriptions|memberships|subs)\b|\bsubscribed\ to\b|\bsigned\ up\ (?:for|to)\ on\b
        |\b(?:everything|all|what|which|list)\b.*\b(?:renews?|automatic(?:ally)?|monthly)\b
        |\bmonthly\ (?:charges|payments|ones|bills)\b|\b(?:who|what)\ charges\ me\ (?:every|each)\b
        |\b(?:recurring|repeating|regular|standing)\ (?:charges|payments|things|bills)\b
        |\b(?:pay|paying|billed|charged?|charges|hits?|comes?|goes|go)\b.*\b(?:every|each)\ month\b
        |\bsubscription\ price|\b(?:which|what|any|a)\b.*\bsubscription\b.*\b(?:up|dearer|expensive|price|more)\b"""
    ),
    WholeQuestion.CHARGED_TWICE: _words(
        r"""\b(?:twice|doubled?|duplicated?|duplicates|two\ times|2\ times|2x|a\ second\ time)\b
        |\btwo\ charges\b|\bsame\b.*\b(?:again|both)\b"""
    ),
    WholeQuestion.PENDING: _words(r"\bpending\b|\bnot\ (?:yet\ )?final\b|\bon\ hold\b|\bholds\b|\bstill\ processing\b"),
    WholeQuestion.PAYMENT_CAME: _words(
        r"""\b(?:did|have|has|was|is|when|if|whether|where)\b.*\bpayments?\b.*\b(?:arriv|receiv|credited|posted?\b
            |booked|process|(?:come|came|go|gone|went)\b|get\ (?:there|to\ you|in)\b|show|there\ yet|count|land|clear)
        |\b(?:did|have|has|do)\ (?:you|u)\b.*\b(?:get|got|receiv|see|have)\w*\b
            .*\b(?:payments?|i\ (?:sent|paid|transferred))\b
        |\bwhere(?:['’]?s|\ is|\ are)\ (?:my|the)\b.*\bpayments?\b
        |\b(?:when|what|how\ much)\b.*\b(?:last|latest|most\ recent)\ (?:payment|pa(?:y|id))\b
        |\b(?:did|have)\ i\ (?:already\ )?pa(?:y|id)\b.*\b(?:yet|already|bill|month|week)\b
        |\b(?:i|we)(?:['’]?ve|\ have)?\ (?:just\ |already\ )?(?:paid|sent|made\ (?:a|my|the)\ payment)\b
            .*\b(?:not|n['’]?t|isnt|doesnt|never|no)\b.*\b(?:show|post|there|credited|appear|arriv)"""
    ),
    WholeQuestion.WHY_DIFFERENT: _words(
        r"""\bthan\ (?:last|usual|before|normal|ever|it|i|in)\b
        |\bthan\ (?:the\ (?:one|last|previous|month)|my\ (?:last|previous|usual))\b
        |\b(?:higher|lower|bigger|smaller|up\ so\ much|down\ so\ much)\b
        |\bso\ (?:high|big|large|much|low|small|expensive)\b
        |\b(?:went|gone|going|go|goes|come|jump|jumped|shot|is|are)\ (?:so\ )?(?:up|down)\b
        |\b(?:in|de)creas|\bdoubled\b|\b(?:dropped|jumped|climbed|shot\ up|grow|grew)\b|\bcompar
        |\bwhat(?:['’]?s|\ is|\ has)?\ (?:changed|different)\b|\bdifference\b.*\b(?:last|previous|before|two)\b
        |\b(?:one|bill|statement)\ before\b"""
    ),
}

# Why one is there, or what one would cost: not what was paid in all.
ONE_FEE = _words(
    r"""^\W*why\b|\bwhat\ (?:is|was|are)\ (?:all\ )?(?:this|that|the|these|those)\b
    |\b(?:will|would|your\ fees|appl(?:y|ies)|come\ with|without|if\ i)\b"""
)
WHY = _words(r"^\W*why\b")
# What is left to spend is another sum; so are fees and interest, and what is held against another month.
NOT_SPENT = _words(
    r"""\b(?:can|could|may|to|limit|must|should|need)\s+(?:(?:i|we|you|still)\ )*spend\b|\bspending\ (?:limit|power)\b
    |\b(?:fees?|interest|subscriptions?|memberships?)\b|\b(?:more|less)\b.*\bthan\b
    |\b(?:did\ ?n['’]?t|never|not)\ spen[dt]\b"""
)
# A payment of the customer's own, or a refund, is no charge that is pending.
OWN_MONEY = _words(r"\b(?:payments?|refunds?)\b")
# What is to be paid, and when, was not paid yet.
TO_COME = _words(r"\b(?:due|minimum|least|next|owe|autopay|late|fee|expected|required|make|need|must|should)\b")
# A question whether there is one; to say that there is one is a claim, and it is written down (domain 2.1).
ASKS = _words(
    r"""(?:^|[.?!,;:]\s*|\b(?:if|whether|please|pls|hi|hello|hey)\ )
        (?:did|do|does|was\ i|were|have|has|had|am\ i|are\ (?:there|any)|is\ (?:there|any(?:thing)?)|any)\b
    |\b(?:check|see|look|find\ out|know|tell\ me)\ (?:if|whether|for)\b
    |\b(?:any|find|show|list)\b.*\b(?:duplicates?|double)\b|\bwhy\ (?:are|is)\ there\ (?:two|2)\b"""
)
CLAIM = _words(
    r"""\b(?:refund|remove|fix|reverse|wrong|error|mistake|glitch|dispute|money\ back|off\ my
    |take\ (?:it|one|that)|give\ (?:me\ )?back|credit\ me|correct|cancel|unfair|sort\ (?:it|this))\b"""
)

# A rate of exchange, of an offer, or one that changed has an answer of its own.
OF_ANOTHER_RATE = _words(
    r"""\b(?:exchange|foreign|euros?|currency|up|change[ds]?|increased?|raised?|higher|lower|reduce|promo\w*|military)\b"""
)
WHAT_WENT_WRONG = _words(
    r"\b(?:late|fees?|interest|returned|bounced|twice|failed|did\ ?n['’]?t|wrong|stolen|fraud\w*)\b"
)
ANOTHER_LIMIT = _words(
    r"\b(?:raise|increase|higher|more|extend|lower|reduce|change|over|above|fees?|refund|credit\ balance)\b"
)
MEANS_ANOTHER = {
    WholeQuestion.ONLY_MINIMUM: (
        WHY,
        CLAIM,
        _words(
            r"""\b(?:i|we)(?:['’]?ve)?\ (?:have\ )?(?:only\ |just\ )?paid\b|\bfee\b
            |\b(?:water|electric\w*|gas|power|phone|internet|rent|mortgage|loan|tax\w*)\b"""
        ),
    ),
    WholeQuestion.FEES_PAID: (ONE_FEE,),
    WholeQuestion.SPENT: (WHY, NOT_SPENT, CLAIM),
    WholeQuestion.RATES: (WHY, OF_ANOTHER_RATE),
    WholeQuestion.AUTOPAY: (WHY, WHAT_WENT_WRONG),
    WholeQuestion.LEFT_TO_SPEND: (WHY, ANOTHER_LIMIT, CLAIM),
    WholeQuestion.BALANCE: (WHY, ANOTHER_LIMIT, _words(r"\btransfer")),
    WholeQuestion.NEXT_BILL: (WHY, _words(r"\b(?:due|pay|refund|interest|fee)\b")),
    WholeQuestion.COPY: (WHY, CLAIM),
    WholeQuestion.OFFER: (WHY, CLAIM, _words(r"\bfees?\b|\bwhat\ is\b.*\bdeferred\b")),
    WholeQuestion.INTEREST_PAID: (WHY, _words(r"\b(?:will|would|if|next|need|have\ to|must|stop|today)\b")),
    WholeQuestion.CREDIT_REPORT: (CLAIM, _words(r"\b(?:disput\w*|take\ off|waive)\b")),
    WholeQuestion.LARGEST: (WHY, CLAIM),
    WholeQuestion.RECENT: (WHY, CLAIM, WHAT_WENT_WRONG, _words(r"\b(?:recogni[sz]e|know|mine|new\ card)\b")),
    WholeQuestion.SUBSCRIPTIONS: (WHY,),
    WholeQuestion.PAYMENT_CAME: (TO_COME, _words(r"\brefund")),
    WholeQuestion.PENDING: (OWN_MONEY,),
}
"""Words beside those of a question that say another one is meant."""
