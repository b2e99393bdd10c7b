"""Roles that pass around: what each is for, who holds it and until when, who is next, and what is handed over."""
