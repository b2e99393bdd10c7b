"""From rows to what one reader may see. Each record takes a constant number of statements; what is sealed is not read."""
