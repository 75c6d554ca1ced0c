"""Reads the treebanks and entity sets, and turns them into spaCy documents.

Everything passes through one plain form, `Token`, in which a token knows the whitespace that follows it.
Names can be swapped, lines wrapped and words lower-cased there without spaCy, and `to_doc` makes from it
exactly the tokens that the tokenizer makes from the text: a run of whitespace beyond one space is a token of
its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

ENTITY_LABELS = {
    "PER": "PERSON",
    "ORG": "ORG",
    "LOC": "LOC",
    "person": "PERSON",
    "location": "LOC",
    "corporation": "ORG",
    "group": "ORG",
}
"""Data label -> ours. Whatever is not here (products, titles of works, `OTH`, `O`) is no entity."""

words: Callable[[str], list[str]] = str.split
"""Reads a list of words written as one text."""

SPACE_TAG = "_SP|SPACE"


@dataclass(slots=True)
class Token:
    """One word of a treebank. `head` counts within the sentence; a root's head is itself."""

    word: str
    space: str = " "
    """The whitespace that follows: "", " ", "\\n", "\\n\\n" ..."""
    xpos: str = ""
    upos: str = ""
    feats: str = ""
    lemma: str = ""
    head: int = 0
    dep: str = ""
    entity: str = "O"
    """IOB with our labels: `B-PERSON`, `I-PERSON`, `O`."""


@dataclass(slots=True)
class Sentence:
    """A sentence; `entities`: are its entity marks known, `parsed`: are its tags and tree."""

    id: str
    tokens: list[Token]
    new_paragraph: bool = False
    entities: bool = False
    parsed: bool = True


@dataclass(slots=True)
class Document:
    """A source document; its `genre` is the first part of its name in EWT (`email`, `weblog` ...)."""

    id: str
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def genre(self) -> str:
        """`email`, `reviews`, `weblog`, `newsgroup` or `answers` in EWT."""
        return self.id.split("-", 1)[0]


def read_conllu(path: Path) -> list[Document]:
    """All documents of a CoNLL-U file."""
    documents: list[Document] = []
    new_paragraph = False
    sentence_id = ""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            documents.append(Document(line.split("=", 1)[1].strip()))
        elif line.startswith("# newpar"):
            # `newpar_block` is GUM's note on layout; a plain `newpar` stands beside it.
            new_paragraph = new_paragraph or not line.startswith("# newpar_block")
        elif line.startswith("# sent_id"):
            sentence_id = line.split("=", 1)[1].strip()
        elif line[:1].isdigit():
            rows.append(line.split("\t"))
        elif not line and rows:
            documents[-1].sentences.append(Sentence(sentence_id, _tokens(rows), new_paragraph))
            rows, new_paragraph = [], False
    return documents


def _tokens(rows: list[list[str]]) -> list[Token]:
    joined: dict[int, bool] = {}  # Word number -> whether whitespace follows, for words of a multi-word token.
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            joined.update(dict.fromkeys(range(first, last), False))
            joined[last] = "SpaceAfter=No" not in row[9]
    tokens = []
    for row in rows:
        if not row[0].isdigit():
            continue
        number, head = int(row[0]), int(row[6])
        spaced = joined.get(number, "SpaceAfter=No" not in row[9])
        tokens.append(
            Token(
                word=row[1],
                space=" " if spaced else "",
                xpos=row[4],
                upos=row[3],
                feats="" if row[5] == "_" else row[5],
                lemma=row[2] if row[2] != "_" else row[1].lower(),
                head=(head or number) - 1,
                dep=row[7] if head else "ROOT",
            )
        )
    return tokens


def add_entities(documents: Iterable[Document], path: Path) -> tuple[int, int]:
    """Marks the entities of an IOB2 file on the sentences of the same name.

    Returns how many sentences were marked and how many were left alone because they are absent or their words
    differ.
    """
    marks: dict[str, list[tuple[str, str]]] = {}
    current: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# sent_id"):
            current = marks.setdefault(line.split("=", 1)[1].strip(), [])
        elif line[:1].isdigit():
            columns = line.split("\t")
            current.append((columns[1], columns[2].strip()))
    done = left = 0
    for document in documents:
        for sentence in document.sentences:
            marked = marks.get(sentence.id, [])
            if [word for word, _ in marked] != [token.word for token in sentence.tokens]:
                left += 1
                continue
            for token, mark in zip(sentence.tokens, clean_marks([mark for _, mark in marked]), strict=True):
                token.entity = mark
            sentence.entities = True
            done += 1
    return done, left


def clean_marks(marks: Iterable[str]) -> list[str]:
    """IOB marks with our labels; what we do not know becomes `O`, a stray `I-` begins an entity."""
    out: list[str] = []
    for mark in marks:
        prefix, _, label = mark.partition("-")
        ours = ENTITY_LABELS.get(label)
        if ours is None:
            out.append("O")
        elif prefix == "I" and out and out[-1] in (f"B-{ours}", f"I-{ours}"):
            out.append(f"I-{ours}")
        else:
            out.append(f"B-{ours}")
    return out


_CLOSES = set(words(". , ! ? : ; ) ] } ' '' n't 's 're 'm 've 'll 'd … %"))
_HANDLE = re.compile(r"@\w")
_LINK = re.compile(r"https?:|www\.|t\.co/", re.IGNORECASE)


def read_tweets(paths: Iterable[Path]) -> list[Sentence]:
    """Entity-marked tweets as sentences without a parse.

    Handles and links are left out: a mail has none, and in the Broad Twitter Corpus every handle is a person,
    which would teach the pipeline to take any odd word for a name. A hashtag loses its `#`.
    """
    sentences = []
    for path in paths:
        rows: list[tuple[str, str]] = []
        for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
            columns = line.split("\t")
            if len(columns) >= 2:
                rows.append((columns[0].strip(), columns[1].strip()))
                continue
            sentence = _tweet(rows, f"{path.stem}-{len(sentences)}")
            if sentence is not None:
                sentences.append(sentence)
            rows = []
    return sentences


def _tweet(rows: list[tuple[str, str]], name: str) -> Sentence | None:
    kept: list[tuple[str, str]] = []
    after_at = False
    for word, mark in rows:
        if after_at or not word or word == "@" or _HANDLE.match(word) or _LINK.match(word) or word in ("RT", "�"):
            after_at = word == "@"
            continue
        kept.append((word.lstrip("#") or "#", mark))
    while kept and kept[0][0] in (":", "…", "..."):
        del kept[0]
    marks = clean_marks([mark for _, mark in kept])
    if len(kept) < 3 or any(len(word) > 40 for word, _ in kept):
        return None
    tokens = [
        Token(word, "" if i + 1 < len(kept) and kept[i + 1][0].lower() in _CLOSES else " ", entity=mark)
        for i, ((word, _), mark) in enumerate(zip(kept, marks, strict=True))
    ]
    return Sentence(name, tokens, entities=True, parsed=False)


Tags = dict[tuple[str, str], str]
"""(XPOS, UPOS with mood) -> the joint tag the tagger learns."""


def tag_key(token: Token) -> tuple[str, str]:
    """What a word's joint tag depends on; the imperative, where asks live, is told from the infinitive."""
    return token.xpos, f"{token.upos}|Imp" if token.xpos == "VB" and "Mood=Imp" in token.feats else token.upos


def join_tags(documents: Iterable[Document], least: int = 10) -> Tags:
    """Joint tags such as `VBP|AUX` and `VB|VERB|Imp`; combinations seen less often go by their XPOS.

    The key (XPOS, "") holds what stands for a combination that is not there.
    """
    counts = Counter(tag_key(t) for d in documents for s in d.sentences for t in s.tokens)
    best: dict[str, str] = {}
    for (xpos, rest), _ in counts.most_common():
        best.setdefault(xpos, rest)
    tags = {(xpos, rest): f"{xpos}|{rest if n >= least else best[xpos]}" for (xpos, rest), n in sorted(counts.items())}
    return tags | {(xpos, ""): f"{xpos}|{rest}" for xpos, rest in best.items()}


def joint_tag(token: Token, tags: Tags) -> str:
    """The joint tag of `token`."""
    return tags.get(tag_key(token)) or tags[token.xpos, ""]


def chunks(document: Document, most: int) -> Iterator[list[Sentence]]:
    """Stretches of whole sentences of about `most` words, preferably cut between paragraphs.

    A sentence without entity marks inside a marked document stands alone: spaCy's entity recognizer takes
    unknown tokens inside a marked text for a confirmation of whatever it does, and unlearns.
    """
    current: list[Sentence] = []
    words = 0
    for sentence in document.sentences:
        differs = bool(current) and current[-1].entities != sentence.entities
        full = words > most or (words > 0.6 * most and sentence.new_paragraph)
        if current and (full or differs):
            yield current
            current, words = [], 0
        current.append(sentence)
        words += len(sentence.tokens)
    if current:
        yield current


def with_breaks(sentences: list[Sentence], paragraph: str = "\n\n") -> list[Sentence]:
    """The same sentences with `paragraph` as the whitespace before each one that begins a paragraph."""
    out = []
    for i, sentence in enumerate(sentences):
        tokens = sentence.tokens
        if i + 1 < len(sentences) and sentences[i + 1].new_paragraph:
            tokens = [*tokens[:-1], replace(tokens[-1], space=paragraph)]
        out.append(replace(sentence, tokens=tokens))
    return out


def text_of(sentences: Iterable[Sentence]) -> str:
    """The running text of `sentences`."""
    return "".join(token.word + token.space for sentence in sentences for token in sentence.tokens)


def to_doc(vocab: Vocab, sentences: list[Sentence], tags: Tags | None, lead: str = "", full: bool = False) -> Doc:
    """A gold document, with the tokens and whitespace tokens that the text gives.

    `tags` maps to joint tags (None keeps plain XPOS); `lead` is whitespace before the first word; `full` adds
    UPOS, features and lemmas, which only the evaluation wants.
    """
    forms: list[str] = []
    spaces: list[bool] = []
    tag: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    starts: list[bool] = []
    marks: list[str] = []
    upos: list[str] = []
    feats: list[str] = []
    lemmas: list[str] = []
    parsed = all(sentence.parsed for sentence in sentences)
    known = all(sentence.entities for sentence in sentences)

    def white(text: str, head: int, start: bool) -> None:
        forms.append(text)
        spaces.append(False)
        tag.append(SPACE_TAG if tags is not None else "_SP")
        heads.append(head)
        deps.append("dep")
        starts.append(start)
        # Whitespace inside a name, as at a line's end, is part of it.
        marks.append("O")
        upos.append("SPACE")
        feats.append("")
        lemmas.append(text)

    if lead:
        white(lead, 1, True)
    for sentence in sentences:
        # Where each word of the sentence stands, given the whitespace tokens in between.
        place, at = [], len(forms)
        for token in sentence.tokens:
            place.append(at)
            at += 2 if len(token.space) > 1 or token.space not in ("", " ") else 1
        for i, token in enumerate(sentence.tokens):
            forms.append(token.word)
            spaces.append(token.space.startswith(" "))
            tag.append(joint_tag(token, tags) if tags else token.xpos)
            heads.append(place[token.head] if parsed else 0)
            deps.append(token.dep)
            starts.append(i == 0 and not (lead and place[0] == 1))
            marks.append(token.entity)
            upos.append(token.upos)
            feats.append(token.feats)
            lemmas.append(token.lemma)
            rest = token.space.removeprefix(" ")
            if rest:
                white(rest, place[i], False)
    if parsed and full:
        doc = Doc(vocab, forms, spaces, tags=tag, pos=upos, morphs=feats, lemmas=lemmas, heads=heads, deps=deps)
    elif parsed:
        doc = Doc(vocab, forms, spaces, tags=tag, heads=heads, deps=deps)
    else:
        doc = Doc(vocab, forms, spaces)
    if known:
        doc.set_ents(_spans(doc, marks), default="outside")
    return doc


def _spans(doc: Doc, marks: list[str]) -> list[Span]:
    spans: list[Span] = []
    i = 0
    while i < len(marks):
        if not marks[i].startswith("B-"):
            i += 1
            continue
        label, j = marks[i][2:], i + 1
        # A line may break inside a name: its whitespace token carries no mark of its own.
        while j < len(marks) and (
            marks[j] == f"I-{label}" or (doc[j].is_space and j + 1 < len(marks) and marks[j + 1] == f"I-{label}")
        ):
            j += 1
        spans.append(Span(doc, i, j, label=label))
        i = j
    return spans
