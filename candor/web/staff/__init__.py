"""What all pages for the bank's own people share: signing in, who may what, the frame around each page."""
