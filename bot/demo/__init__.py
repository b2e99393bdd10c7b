"""The sample network: a believable one, to try Rondo with and without an account anywhere."""
