"""What each kind of paper says, as data. Siblings of the pages: both draw on the same handbook."""
