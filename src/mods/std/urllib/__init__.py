"""urllib: what takes addresses apart.  Nothing is fetched."""
