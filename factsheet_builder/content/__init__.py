"""What a factsheet says: models, the register of Parties, the reader, the inline prose and the cross-checks."""
