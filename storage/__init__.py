"""What is kept: tables, the one writer, the journal, and what is read from rows back into the domain."""
