"""What a customer's words say in a form of their own: amounts, days and periods, card endings, places in a list.

The one place where such values are normalised. The bot marks them as entities, services read a text with them again;
both get the same value for the same words. Pure: texts and a day in, values out.
"""
