"""How well Candor understands: judged sentences, their figures, pictures of them. Pure; the command runs the bot."""
