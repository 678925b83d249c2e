"""What came of it: the metrics of trust with their intervals (domain part 5), and how hard a text is to read."""
