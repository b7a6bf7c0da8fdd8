"""What the site is compared with, on the same rows."""
