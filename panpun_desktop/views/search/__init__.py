"""Ctrl+K: people, papers, pages and commands in one list."""
