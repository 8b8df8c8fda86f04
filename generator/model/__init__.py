"""What a circle's content may say: one frozen type for each kind of file, each field with its description."""
