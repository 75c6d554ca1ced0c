"""From judged submissions to points, feedback, a queue for the trainer and the class report.

`assess` runs where the models are and boils a message down to plain values; everything after it needs no model:
`submissions` brings the attempts of a class together, `rubric` gives points, `overrides` lets the trainer's word win,
`feedback` writes to the learner, `review` tells the trainer what to read first, `report` draws the class.
Nothing in here prints or knows the command line.
"""
