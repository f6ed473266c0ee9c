"""Ctrl+K: people, pages and commands in one list."""
