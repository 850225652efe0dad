"""The queue of record: a job row, run once, swept when it is due."""
