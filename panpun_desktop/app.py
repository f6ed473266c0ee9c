"""Composition root: settings, log, language, database, services, screens, window."""
