"""Epoch AI's tables: models, processors, data centres, distillation, benchmark runs and the capabilities index.

Takes one CSV file or the folder with any of them; what a file holds is told from its header, not from its name. Of two
editions of one table the newer is read.

Epoch states for every model how sure it is of its numbers. This becomes the confidence of the claims that are numbers:
confident 0.9, likely 0.7, unknown or unverified 0.5, speculative 0.4 and only proposed; a row called wrong is left
out. Names, dates and openness are not estimates and have 0.9. Days after the edition are projections: a model's is left
out, a data centre's power is proposed.
"""

from trendgraph.sources.epoch.reader import INFO, read

__all__ = ["INFO", "read"]
