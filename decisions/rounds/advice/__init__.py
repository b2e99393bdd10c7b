"""``advice@1``: one person decides, after hearing those whom it affects and those who know about it.

After the advice process of Dennis Bakke (*The Decision Maker*, 2013) and Frédéric Laloux (*Reinventing Organizations*, 2014):
whoever decides must seek advice and need not follow it. Here they also say how they used it.
"""
