"""The site as a value: what everything is called, what can be printed, and all that is to exist."""
