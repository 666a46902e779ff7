"""pgvector for Python."""
