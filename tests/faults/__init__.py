"""What happens when processes die and answers fail. Real processes, killed for real."""
