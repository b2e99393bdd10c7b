"""Email: private messages to people who have no account on a chat platform, with their own link."""
