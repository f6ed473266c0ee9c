"""One module for each kind of letter: its places, how it is read, and its parts in order."""
