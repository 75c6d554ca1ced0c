"""The training examples, drawn anew each epoch: no two epochs show the same names, breaks or letter case."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from training.pipeline import phrases
from training.pipeline.data import (
    Document,
    Sentence,
    Tags,
    add_entities,
    chunks,
    join_tags,
    read_conllu,
    read_tweets,
    text_of,
    to_doc,
    with_breaks,
)
from training.pipeline.names import Names, Others, swap_names

EWT_TRAIN = "ewt/en_ewt-ud-train.conllu"
EWT_DEV = "ewt/en_ewt-ud-dev.conllu"
EWT_TEST = "ewt/en_ewt-ud-test.conllu"
GUM_TRAIN = "gum/en_gum-free-train.conllu"


def load_ewt(data: Path, split: str) -> list[Document]:
    """The EWT documents of `train`, `dev` or `test`, with their UNER entities."""
    documents = read_conllu(data / "ewt" / f"en_ewt-ud-{split}.conllu")
    add_entities(documents, data / "ewt" / f"uner-{split}.iob2")
    return documents


def load_gum(data: Path) -> list[Document]:
    """The freely licensed GUM documents to train on; without entities."""
    return read_conllu(data / GUM_TRAIN)


def load_tweets(data: Path) -> list[Sentence]:
    """All entity-marked tweets; they only ever train, so their own splits do not matter."""
    folder = data / "ner-extra"
    return read_tweets([*sorted(folder.glob("*.conll")), folder / "emerging.test.annotated"])


def training_tags(data: Path) -> Tags:
    """The joint tags of EWT and GUM together; EWT's choice where they differ."""
    return join_tags(load_ewt(data, "train") + load_gum(data))


# --- what happens to a text before it is shown
# ---------------------------------------------------------------------


def wrap(sentences: list[Sentence], width: int) -> list[Sentence]:
    """Breaks lines at `width` columns, as mail programs do: the space there becomes a newline."""
    column = 0
    out = []
    for sentence in sentences:
        tokens = []
        for i, token in enumerate(sentence.tokens):
            column += len(token.word) + 1
            following = len(sentence.tokens[i + 1].word) if i + 1 < len(sentence.tokens) else 0
            broken = token.space == " " and column + following > width
            tokens.append(replace(token, space="\n") if broken else token)
            if "\n" in tokens[-1].space:
                column = 0
        out.append(replace(sentence, tokens=tokens))
    return out


def lower(sentences: list[Sentence]) -> list[Sentence]:
    """Everything in small letters."""
    return [replace(s, tokens=[replace(t, word=t.word.lower()) for t in s.tokens]) for s in sentences]


def lower_starts(sentences: list[Sentence], r: random.Random) -> list[Sentence]:
    """Sentence beginnings and names in small letters, as quick typists write: most words are small anyway."""
    out = []
    for sentence in sentences:
        tokens = [
            replace(t, word=t.word.lower()) if (i == 0 or t.word == "I" or r.random() < 0.5) else t
            for i, t in enumerate(sentence.tokens)
        ]
        out.append(replace(sentence, tokens=tokens))
    return out


def drop_final_stop(sentence: Sentence) -> Sentence:
    """The sentence without its final full stop, exclamation or question mark, if nothing depends on it."""
    tokens = sentence.tokens
    last = len(tokens) - 1
    if last < 2 or tokens[last].xpos != "." or any(t.head == last for t in tokens[:last]):
        return sentence
    kept = [*tokens[: last - 1], replace(tokens[last - 1], space=tokens[last].space)]
    return replace(sentence, tokens=kept)


def bullets(sentences: list[Sentence], r: random.Random) -> list[Sentence]:
    """Each sentence on a line of its own behind a bullet or a number."""
    style = r.choice(("-", "-", "*", "•", "1", "1)"))
    out = []
    for n, sentence in enumerate(sentences, 1):
        tokens = list(sentence.tokens)
        root = next(i for i, t in enumerate(tokens) if t.head == i)
        mark = {"1": f"{n}.", "1)": f"{n})"}.get(style, style)
        first = replace(tokens[root], word=mark, space=" ", lemma=mark, head=root + 1, entity="O", feats="")
        is_number = mark[0].isdigit()
        first.xpos, first.upos = ("LS", "X") if is_number else ("NFP", "PUNCT")
        first.dep = "dep" if is_number else "punct"
        pieces = [first]
        if is_number:
            # The tokenizer cuts the closing mark off.
            first.word, first.space = mark[:-1], ""
            stop = replace(first, word=mark[-1], space=" ", xpos="." if mark[-1] == "." else "-RRB-", upos="PUNCT")
            stop.dep, stop.head = "punct", 0
            pieces.append(stop)
        shift = len(pieces)
        first.head = root + shift
        moved = [replace(t, head=t.head + shift) for t in tokens]
        moved[-1].space = "\n"
        out.append(replace(sentence, tokens=pieces + moved))
    return out


class Augmenter:
    """Turns a stretch of treebank text into what a mail, a chat line or a list would look like."""

    def __init__(self, names: Names, r: random.Random, mail: float) -> None:
        self.names = names
        self.others = Others(r)
        self.random = r
        self.mail = mail
        """Share of entity-marked stretches that get a salutation."""

    def __call__(self, sentences: list[Sentence]) -> tuple[list[Sentence], str]:
        """The stretch as it is shown this time, and the whitespace before its first word."""
        r = self.random
        marked = all(s.entities for s in sentences)
        break_ = "\n" if r.random() < 0.25 else "\n\n" if r.random() < 0.9 else r.choice(("\n \n", "\n\n\n", " \n\n"))
        sentences = with_breaks(sentences, break_)
        if marked and r.random() < 0.5:
            sentences = swap_names(sentences, self.names, 0.8, self.others)
        if r.random() < 0.25:
            sentences = [drop_final_stop(s) if r.random() < 0.4 else s for s in sentences]
        if len(sentences) > 2 and r.random() < 0.06:
            start = r.randrange(len(sentences) - 1)
            end = min(len(sentences), start + r.randint(2, 5))
            listed = bullets(sentences[start:end], r)
            before = sentences[:start]
            if before:
                tokens = [*before[-1].tokens[:-1], replace(before[-1].tokens[-1], space="\n")]
                before = [*before[:-1], replace(before[-1], tokens=tokens)]
            sentences = before + listed + sentences[end:]
        if marked and r.random() < 0.2:
            at = r.randrange(len(sentences))
            sentences = [*sentences[:at], phrases.addressed(sentences[at], self.names), *sentences[at + 1 :]]
        if marked and r.random() < self.mail:
            sentences = [replace(s, tokens=[replace(t) for t in s.tokens]) for s in sentences]
            sentences = phrases.as_mail(sentences, self.names, r)
        style = r.random()
        if style < 0.08:
            sentences = lower(sentences)
        elif style < 0.18:
            sentences = lower_starts(sentences, r)
        if r.random() < 0.15:
            sentences = wrap(sentences, r.choice((60, 66, 72, 76)))
        sentences[-1] = replace(
            sentences[-1], tokens=[*sentences[-1].tokens[:-1], replace(sentences[-1].tokens[-1], space="")]
        )
        lead = r.choice(("\n", "\n\n", " ", "\n \n")) if r.random() < 0.03 else ""
        return sentences, lead


class TrainingCorpus:
    """Yields one epoch of examples each time it is called with the pipeline, as spaCy's loop wants it."""

    def __init__(self, data: Path, seed: int, tweets: float, lines: int, chunk: int, mail: float, gum: float) -> None:
        ewt, extra = load_ewt(data, "train"), load_gum(data)
        self.tags = join_tags(ewt + extra)
        self.ewt, self.extra, self.chunk, self.gum = ewt, extra, chunk, gum
        self.tweets = load_tweets(data)
        self.tweet_share, self.lines = tweets, lines
        self.random = random.Random(seed)
        self.epochs = 0
        """How many epochs were begun; the first has all of GUM, so that initialization sees every label."""
        self.names = Names(seed + 1)
        self.augment = Augmenter(self.names, self.random, mail)

    def stretches(self, *, whole: bool) -> list[list[Sentence]]:
        """The epoch's treebank text (`whole`: all there is), cut into stretches of different length."""
        r = self.random
        out: list[list[Sentence]] = []
        for document in self.ewt:
            out += chunks(document, r.choice((30, self.chunk, self.chunk)))
        for document in self.extra:
            if whole or r.random() < self.gum:
                out += chunks(document, r.choice((30, self.chunk, self.chunk)))
        return out

    def docs(self, nlp: Language) -> Iterator[Doc]:
        """One epoch of gold documents in random order."""
        r = self.random
        todo: list[list[Sentence] | None] = [*self.stretches(whole=self.epochs == 0), *([None] * self.lines)]
        todo += [[tweet] for tweet in self.tweets if r.random() < self._share(tweet)]
        self.epochs += 1
        r.shuffle(todo)
        for sentences in todo:
            if sentences is None:
                yield phrases.line_doc(nlp, self.names, r)
                continue
            if not sentences[0].parsed:
                tweet = swap_names(sentences, self.names, 0.9, self.augment.others) if r.random() < 0.3 else sentences
                yield to_doc(nlp.vocab, lower(tweet) if r.random() < 0.1 else tweet, None)
                continue
            shown, lead = self.augment(sentences)
            yield to_doc(nlp.vocab, shown, self.tags, lead)

    def _share(self, tweet: Sentence) -> float:
        # Tweets without a name are plentiful and teach little.
        has_name = any(token.entity != "O" for token in tweet.tokens)
        return self.tweet_share if has_name else self.tweet_share / 3

    def __call__(self, nlp: Language) -> Iterator[Example]:
        """One epoch of examples, from raw text."""
        for doc in self.docs(nlp):
            yield Example(nlp.make_doc(doc.text), doc)


def heldout_docs(nlp: Language, data: Path, split: str, tags: Tags | None) -> Iterator[Doc]:
    """The documents of an EWT split as running text, unchanged."""
    for document in load_ewt(data, split):
        yield to_doc(nlp.vocab, with_breaks(document.sentences), tags)


@spacy.registry.readers("asklint.TrainingCorpus.v1")
def create_training_corpus(
    path: str, seed: int, tweets: float, lines: int, chunk: int, mail: float, gum: float
) -> Callable[[Language], Iterator[Example]]:
    """The training corpus for `config.cfg`."""
    return TrainingCorpus(Path(path), seed, tweets, lines, chunk, mail, gum)


@spacy.registry.readers("asklint.HeldoutCorpus.v1")
def create_heldout_corpus(path: str, split: str) -> Callable[[Language], Iterator[Example]]:
    """An EWT split for `config.cfg`, from raw text."""
    data = Path(path)
    tags = training_tags(data)

    def read(nlp: Language) -> Iterator[Example]:
        for doc in heldout_docs(nlp, data, split, tags):
            yield Example(nlp.make_doc(doc.text), doc)

    return read


__all__ = [
    "Augmenter",
    "TrainingCorpus",
    "create_heldout_corpus",
    "create_training_corpus",
    "heldout_docs",
    "load_ewt",
    "load_gum",
    "load_tweets",
    "text_of",
    "training_tags",
]
