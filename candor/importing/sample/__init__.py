"""The sample bank: invented customers with 24 months of bills each, made from the recipe in data/sample."""
