"""panpun: the desktop program a Thai shelter and training centre runs its day on."""

__version__ = "0.1.0"
