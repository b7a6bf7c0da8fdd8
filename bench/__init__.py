"""The benchmark: a made-up archive of any size, the running site and its peers on the same rows, and a report."""
