"""How data are kept: engine and keys, unit of work, audit chain, upgrade. Nothing about shelters."""
