"""The shelter's rules as pure functions and value types: no Qt, no SQL, no clock of their own."""
