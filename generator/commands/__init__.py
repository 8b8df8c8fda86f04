"""The commands that are typed, by what they need: each module loads only what its own commands use."""
