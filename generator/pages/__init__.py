"""Which pages there are and what each of them says. Siblings of the paper: both draw on the same handbook."""
