"""Rules about the person: who is asked, or whom the ask is about."""
