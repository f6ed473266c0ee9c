"""Qt parts that know no topic: theme, icons, fields, tables, operations."""
