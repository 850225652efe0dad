"""What real processes of the torture tests run: work that leaves traces, and a mail server that counts."""
