"""`candor shop`: mystery shoppers who hold scripted talks with the running product, and what they found."""
