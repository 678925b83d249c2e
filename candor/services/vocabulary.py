"""The words by which customers name shops and lines. They are read, never shown."""

from __future__ import annotations

from candor.billing.lines.holds import CAR, FUEL, HOTEL

FOOD = frozenset({"5812", "5813", "5814"})
SHOP_WORDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("gas", "fuel", "petrol", "gasoline", "pump"), FUEL),
    **dict.fromkeys(("coffee", "cafe", "restaurant", "diner", "food", "lunch", "dinner", "breakfast", "bar"), FOOD),
    **dict.fromkeys(("hotel", "motel", "inn", "lodging", "resort"), HOTEL),
    **dict.fromkeys(("rental", "hire"), CAR),
    **dict.fromkeys(("taxi", "cab", "ride", "rideshare"), frozenset({"4121"})),
    **dict.fromkeys(("grocery", "groceries", "supermarket"), frozenset({"5411"})),
    **dict.fromkeys(("flight", "airline", "plane"), frozenset({"4511", *(str(code) for code in range(3000, 3351))})),
    **dict.fromkeys(("pharmacy", "drugstore", "chemist"), frozenset({"5912"})),
    **dict.fromkeys(("gym", "fitness"), frozenset({"7997", "7941"})),
    **dict.fromkeys(("streaming", "movies", "music"), frozenset({"4899", "5815", "7841", "5735"})),
    **dict.fromkeys(("software", "app", "game"), frozenset({"5734", "5816", "5817", "5818"})),
    **dict.fromkeys(("clothes", "clothing", "shoes"), frozenset({"5651", "5691", "5621", "5661", "5699"})),
    **dict.fromkeys(("book", "books", "bookstore", "bookshop"), frozenset({"5942"})),
    **dict.fromkeys(("electronics", "computer"), frozenset({"5732", "5045"})),
    **dict.fromkeys(("hardware",), frozenset({"5200", "5251"})),
    **dict.fromkeys(("parking",), frozenset({"7523"})),
    **dict.fromkeys(("phone", "mobile"), frozenset({"4812", "4814"})),
    **dict.fromkeys(("doctor", "dentist", "clinic"), frozenset({"8011", "8021", "8062", "8099"})),
}

KIND_WORDS = {
    **dict.fromkeys(("fee", "fees"), "fee"),
    "interest": "interest",
    **dict.fromkeys(("refund", "refunded"), "refund"),
    **dict.fromkeys(("cash", "atm", "withdrawal"), "cash_advance"),
    **dict.fromkeys(("hold", "holds", "pending", "authorization", "authorisation"), "hold"),
}

# Words that stand in any question about a bill and so name no shop.
PLAIN_WORDS = """
a about account after again all also am an and any are as ask at be because been before bill billed bought buck
bucks but buy by call called can card cards charge charged charges charging check come company could credit date day
days debit did didnt do does doesnt dollar dollars dont explain for found from get give go got had has have havent
hello help hey hi how i id idea im in into is isnt it item its ive just know last late like line listed look looking
made make many me mean means month months more most much my name need never new no not now of off on one only or
other our out over paid pay payment payments place please posted purchase purchased purchases real really recent
recognise recognize remember saw say says see seeing seen should show shows so some someone something statement
stuff tell than thank thanks that thats the their them then there these they thing think this those time to today
told too took transaction transactions twice two unknown up us usd use used want was we week weird went were what
whats when where which who whos why will with would wrong wtf year yes yesterday you your
"""
PLAIN = frozenset(PLAIN_WORDS.split())

NUMBER_WORDS = ("first", "second", "third", "fourth", "fifth")
ORDINALS = {
    **{word: count for count, word in enumerate(NUMBER_WORDS, 1)},
    **{f"{count}{ending}": count for count, ending in enumerate(("st", "nd", "rd", "th", "th"), 1)},
    "last": -1,
}
