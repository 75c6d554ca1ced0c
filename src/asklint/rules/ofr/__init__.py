"""Rules about reciprocity: what the reader gets back."""
