"""What came of it: written with the turn, the rating, the hand-over that it tells of."""
