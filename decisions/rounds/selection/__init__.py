"""``selection@1``: people are chosen for a role by consent, on the strength of the reasons that others give.

After the selection of people in sociocracy (John Buck and Sharon Villines, *We the People*, 2007; Ted Rau and Jerry
Koch-Gonzalez, *Many Voices One Song*, 2018): nominations with reasons, a change round, a proposal, and consent.
"""
