"""Reports and letters: query -> data -> layout -> PDF."""
