"""What is said when a data folder has a fault: a page before work can begin, strips beside work."""
