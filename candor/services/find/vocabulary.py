"""The words by which customers name shops and lines. They are read, never shown."""

from __future__ import annotations

from candor.billing.lines.car_hold import SHOP_TYPES as CAR
from candor.billing.lines.fuel_hold import SHOP_TYPES as FUEL
from candor.billing.lines.hotel_hold import SHOP_TYPES as HOTEL
from candor.values.calendar_words import MONTHS

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
    **dict.fromkeys(("toys", "toy", "games"), frozenset({"5945"})),
    **dict.fromkeys(("pet", "pets", "vet"), frozenset({"5995", "0742"})),
    **dict.fromkeys(("bakery", "baker"), frozenset({"5462"})),
    **dict.fromkeys(("bus", "metro", "subway", "transit", "train"), frozenset({"4111", "4112", "4131"})),
    **dict.fromkeys(("power", "electricity", "utility", "utilities"), frozenset({"4900"})),
    **dict.fromkeys(("furniture", "sofa"), frozenset({"5712"})),
    **dict.fromkeys(("appliance", "appliances"), frozenset({"5722"})),
    **dict.fromkeys(("tickets", "concert", "theater", "theatre"), frozenset({"7922"})),
    **dict.fromkeys(("bike", "bikes", "bicycle"), frozenset({"5940"})),
    **dict.fromkeys(("parking",), frozenset({"7523"})),
    **dict.fromkeys(("phone", "mobile"), frozenset({"4812", "4814"})),
    **dict.fromkeys(("doctor", "dentist", "clinic"), frozenset({"8011", "8021", "8062", "8099"})),
}

KIND_WORDS = {
    **dict.fromkeys(("fee", "fees"), "fee"),
    "interest": "interest",
    **dict.fromkeys(("refund", "refunded"), "refund"),
    **dict.fromkeys(("cash", "atm", "withdrawal"), "cash_advance"),
    **dict.fromkeys(("credit", "credited", "reward", "rewards", "cashback"), "credit"),
    **dict.fromkeys(("hold", "holds", "deposit", "pending", "authorization", "authorisation"), "hold"),
}

# Words that stand in any question about a bill and so name no shop.
PLAIN_WORDS = """
a about account accounts actually after again ago all already also am amount amounts an and another any anybody
anyone anything app appreciate are arrived as ask at authorized back balance bank banking be because been before
being big bill billed bills bit bought bro buck bucks but buy by call called can cancel cancelled cant card cards
charge charged charges charging check clear cleared clearly come company could couldnt couple credit current date
day days dear debit debits declined detail details did didnt different direct dispute disputed disputing
do does doesnt dollar dollars dont
double doubled dude dunno duplicate duplicated earlier error errors even everything explain extra family figure
first for found fraud fraudulent from funds get give go gonna got had hai happen happened has hasnt have havent
hello help heres hey hi hmm how hows huh husband i id idea im in incorrect info information into is isnt issue it
item its ive just kids kindly know large last late latest like line listed little look looking lot maam madam made
make man many maybe me mean means merchant missing mistake mistakes money month months more morning most much
multiple my myself name names need never new newest next night no nope not nothing notice noticed now number odd of
off ok okay old on once one online only or order ordered orders other others our out over paid past pay payment
payments people person place please pls plz possibly posted problem process processed purchase purchased purchases
question questions random real really reason reasons received recent recently recognise recognize refunded remember
remove removed resolve same saw say says second see seeing seen shop should shouldnt show showing shown shows sir
small so some somebody someone something sorry statement statements still stolen store strange stuff suppose
supposed sure suspicious tell than thank thanks that thats the their them then there theres these they thing think
third this those though through thx time times to today told too took total transaction transactions tried try twice
two unauthorised unauthorized understand unknown unwanted up us usd use used very waited waiting wanna want was
wasnt we week weeks weird went were werent what whatre whats when whens where wheres which who whod whos why whys
wife will with withdrawal withdrawals wont would wouldnt wrong wtf yeah year yes yesterday you your
altogether spend spending spends spent
"""
PLAIN = frozenset(PLAIN_WORDS.split())

SUPERLATIVES = {
    **dict.fromkeys(("newest", "newer", "latest", "later", "most recent", "more recent"), "newest"),
    **dict.fromkeys(("oldest", "older", "earliest", "earlier"), "oldest"),
    **dict.fromkeys(("largest", "larger", "biggest", "bigger", "highest", "higher", "most expensive"), "largest"),
    **dict.fromkeys(("smallest", "smaller", "lowest", "lower", "cheapest", "cheaper", "least"), "smallest"),
}

PLACES = (*["first", "second", "third", "fourth", "fifth", "last", "both", "all"], "1st", "2nd", "3rd", "4th", "5th")
NOT_A_NAME = frozenset({*PLAIN, *SHOP_WORDS, *KIND_WORDS, *MONTHS, *PLACES})
