"""What staff do on Prefect's pages: what may be written there, what is refused, what is shown."""
