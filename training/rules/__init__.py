"""How often each rule is right: hits drawn from the training messages, judged by two readers."""
