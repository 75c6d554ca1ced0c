"""Behaviour tests after CheckList (Ribeiro et al. 2020): what must hold of judgements whatever the model is."""
