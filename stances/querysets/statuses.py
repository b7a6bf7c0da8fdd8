"""Of which statements the public is told."""

PUBLISHED = "published"  # codebook.Status; every public door asks published() below
WITHDRAWN = "withdrawn"
