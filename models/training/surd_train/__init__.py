"""Training recipe of Surd's formula-symbol detector."""
