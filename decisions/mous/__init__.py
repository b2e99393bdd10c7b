"""Memorandums of understanding (MOUs): standing linkages between organisations."""
