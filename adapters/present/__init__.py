"""State to what people see: one file a subject, and no platform known."""
