"""What staff do: one function an act; each opens and closes its own unit of work."""
