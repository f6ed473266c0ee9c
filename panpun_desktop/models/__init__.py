"""SQLAlchemy tables; importing this package registers every one of them."""
