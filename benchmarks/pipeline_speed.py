"""Speed of the language pipeline: `python benchmarks/pipeline_speed.py`.

Prints medians for one warm 150-word message and for streams of 80-word messages, in wall and in processor
time, and the cold path in fresh processes beside a plain `import spacy`. The texts are put together from
sentences written here.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from random import Random

SENTENCES = """
I hope you had a good weekend and that the move to the new office went well.
Could you send me the newest copy of the budget before Thursday afternoon?
We met at the spring conference, where you spoke about training volunteers.
Would you be willing to introduce me to Amara Nwosu at Brightwater Labs?
I am looking for a first job in data analysis, and her team seems to be hiring.
If you need help with the survey, I would be happy to proofread the questions.
Please let me know by Friday, because the room has to be booked a week ahead.
The draft is attached; the second section is still missing two figures.
my phone is broken so email is best for now
Thanks again for the advice you gave my sister last year, it helped her a lot.
Do you know anyone in Lisbon who rents out a small flat for the summer?
Nothing is urgent, but a short answer would help us to plan the next steps.
""".strip().split("\n")

COLD = "from asklint.nlp import load_pipeline; load_pipeline()('Hi Anna,\\n\\nCould you call me on Monday?')"


def message(words: int, r: Random) -> str:
    """A mail of at least `words` words with greeting, paragraphs and sign-off."""
    lines = [f"Hi {r.choice(('Priya', 'Tomasz', 'Ngozi', 'Carmen', 'Lee'))},", ""]
    count = 0
    while count < words - 6:
        sentence = r.choice(SENTENCES)
        lines.append(sentence)
        count += len(sentence.split())
        if r.random() < 0.3:
            lines.append("")
    return "\n".join([*lines, "", "Best regards,", "Noor"])


def medians(action: Callable[[], object], times: int) -> tuple[float, float]:
    """Median seconds of `action`: wall and processor."""
    wall, cpu = [], []
    for _ in range(times):
        a, b = time.perf_counter(), time.process_time()
        action()
        wall.append(time.perf_counter() - a)
        cpu.append(time.process_time() - b)
    return statistics.median(wall), statistics.median(cpu)


def cold(code: str, times: int) -> float:
    """Median seconds of a fresh interpreter that runs `code`; bytecode and page cache are warm."""
    took = []
    for i in range(times + 1):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, env=os.environ)
        if i:
            took.append(time.perf_counter() - start)
    return statistics.median(took)


def main() -> None:
    """Prints the figures, one a line."""
    from asklint.nlp import load_pipeline

    r = Random(1)
    nlp = load_pipeline()
    long = [message(150, r) for _ in range(50)]
    short = [message(80, r) for _ in range(400)]
    for text in long:
        nlp(text)
    texts = iter(long * 4)
    wall, cpu = medians(lambda: nlp(next(texts)), 200)
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"one warm 150-word message: {1000 * wall:.1f} ms wall, {1000 * cpu:.1f} ms processor")
    wall, cpu = medians(lambda: sum(1 for _ in nlp.pipe(short, batch_size=128)), 5)
    print(f"80-word messages, one process: {400 / wall:.0f}/s wall, {400 / cpu:.0f}/s processor")
    plain, ours = cold("import spacy", 7), cold(COLD, 7)
    print(f"cold: import spacy {plain:.3f} s; load and analyse one message {ours:.3f} s")
    print(f"that is {ours / plain:.2f} times the import")


if __name__ == "__main__":
    main()
