"""The commands about the goodwill policy: check, decide, backtest, gift, page."""
