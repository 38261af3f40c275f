"""The matcher as arithmetic on columns: code tables, blocks, comparison levels, learnt weights, average linkage.

    Table ─▶ Columns ─▶ blocks ─▶ links (levels ─▶ weights ─▶ score) ─▶ clusters
                                     └────────── explain ◀──────────────┘

Mentions come in as a :class:`~dedupe.engine.table.Table` and are only numbers from there on. What is compared and at
which levels is said once, in :mod:`dedupe.engine.levels`; the score of any two mentions is the sum of the weights of
the levels that :mod:`dedupe.engine.explain` puts into words, in hundredths of a bit, to the last digit.
"""
