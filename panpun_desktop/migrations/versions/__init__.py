"""One file a revision, NNNN_words.py."""
