"""What happens later, by itself."""
