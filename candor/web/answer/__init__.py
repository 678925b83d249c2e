"""The page behind a link in a mail: one short question about a talk that is over."""
