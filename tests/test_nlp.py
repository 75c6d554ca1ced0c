"""The language pipeline: tokens, boundaries, offsets, lookups, loading."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import asklint
from asklint.errors import ModelError
from asklint.nlp import load_pipeline, models_dir
from asklint.nlp.boundaries import sentence_starts
from asklint.nlp.fast import FastEncoder
from asklint.nlp.lexicon import Tables
from asklint.nlp.load import PIPELINE

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer

spacy = pytest.importorskip("spacy")
MODEL = models_dir() / PIPELINE
needs_model = pytest.mark.skipif(not (MODEL / "config.cfg").is_file(), reason="no trained pipeline here")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    from asklint.nlp.tokenizer import register

    register()
    return spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "asklint.Tokenizer.v1"}}}).tokenizer


@pytest.fixture(scope="module")
def nlp() -> Language:
    if not (MODEL / "config.cfg").is_file():
        pytest.skip("no trained pipeline here")
    return load_pipeline()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Really?! Wow!!! No...", "Really ?! Wow !!! No ..."),
        ("I can't, you won't, it's Anna's.", "I ca n't , you wo n't , it 's Anna 's ."),
        ("don’t they’re", "do n’t they ’re"),
        ("DON'T", "DO N'T"),
        ("dont cannot gonna", "do nt can not gon na"),
        ("a follow-up e-mail to my co-worker", "a follow - up e-mail to my co-worker"),
        ("yes/no and/or", "yes / no and / or"),
        ("call 555-010-1234 or 555-0199", "call 555-010-1234 or 555-0199"),
        ("on 3/14/2025 at 7:30pm", "on 3/14/2025 at 7:30 pm"),
        ("see www.example.org/a/b.", "see www.example.org/a/b ."),
        ("write to o.k.lee@example.com, please", "write to o.k.lee@example.com , please"),
        ("$40, 5% and 10k", "$ 40 , 5 % and 10 k"),
        ("Dr. Okafor and J. Lee moved to the U.S.", "Dr. Okafor and J. Lee moved to the U.S."),
        ("Wed. and the id", "Wed. and the id"),
        ("<<cv.pdf>>", "<< cv.pdf >>"),
        ('"Ana"<ana@example.org>', '" Ana " < ana@example.org >'),
        ("thanks :)", "thanks :)"),
        ("date(s)", "date ( s )"),
        ("the '90s and the 60's", "the ' 90s and the 60's"),
        ("first.Second", "first . Second"),
    ],
)
def test_tokens(tokenizer: Tokenizer, text: str, pieces: str) -> None:
    assert [token.text for token in tokenizer(text)] == pieces.split(" ")


def test_whitespace_is_one_token_of_one_kind(tokenizer: Tokenizer) -> None:
    plain = tokenizer("one\n\ntwo")
    masked = tokenizer("one" + " " * 900 + "\n   \n" + "\t" * 70 + "two")
    assert [len(plain), len(masked)] == [3, 3]
    assert (plain[1].norm_, plain[1].shape_) == (masked[1].norm_, masked[1].shape_)


def test_informal_spellings_have_plain_norms(tokenizer: Tokenizer) -> None:
    assert [token.norm_ for token in tokenizer("pls send u thx")] == ["please", "send", "you", "thanks"]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
@settings(max_examples=150)
def test_tokens_never_change_the_text(tokenizer: Tokenizer, text: str) -> None:
    doc = tokenizer(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


@needs_model
@given(st.text(alphabet="aB9 \n\t.,!?-'’:()é名\u200b🙂", max_size=120))
@settings(max_examples=60)
def test_analysis_never_changes_the_text(nlp: Language, text: str) -> None:
    from asklint.nlp.spacing import Typed
    from asklint.signals.words import Words

    doc = nlp(text)
    assert doc.text == Typed(text).closed_up
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == doc.text
    words = Words.from_doc(doc)
    assert words.content == text
    assert all(text[start : words.end(token)] == words.text[token] for token, start in enumerate(words.start))


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("one two", []),
        ("One two.\n\nthree", ["One", "three"]),
        ("Hi Ana,\ncould you help?", ["Hi", "could"]),
        ("Please bring\n- a cup\n- a plate", ["Please", "- a cup", "- a plate"]),
        ("Please bring\n1. a cup\n2) a plate", ["Please", "1.", "2)"]),
        # Wrapped text: the second line goes on with the first one's sentence.
        (
            "I would like to ask whether you could read the first chapter for\nMaria before the end of May.",
            ["I"],
        ),
        ("see you\nThanks", ["see", "Thanks"]),
    ],
)
def test_certain_sentence_starts(text: str, starts: list[str]) -> None:
    found = sentence_starts(text)
    assert len(found) == len(starts)
    assert all(any(text[at:].startswith(start) for at in found) for start in starts)


def test_boundaries_reach_the_parser(nlp: Language) -> None:
    doc = nlp("Hi Priya,\n\nthe list:\n- cups\n- plates\n\nThanks,\nOmar")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Hi Priya,",
        "the list:",
        "- cups",
        "- plates",
        "Thanks,",
        "Omar",
    ]


def test_leading_whitespace_belongs_to_the_first_sentence(nlp: Language) -> None:
    sentences = list(nlp("  \n\n \n\nPlease call me.").sents)
    assert [sentence.text.strip() for sentence in sentences] == ["Please call me."]


def test_an_ordinary_request(nlp: Language) -> None:
    doc = nlp("Hi Anna,\n\nCould you please introduce me to David Miller at Siemens?\n\nThanks,\nTom")
    words = {token.text: token for token in doc}
    assert words["introduce"].dep_ == "ROOT"
    assert words["Could"].pos_ == "AUX"
    assert words["introduce"].lemma_ == "introduce"
    assert {"Anna", "David Miller"} <= {entity.text for entity in doc.ents if entity.label_ == "PERSON"}


def test_tags_are_plain_again(nlp: Language) -> None:
    doc = nlp("Please send me the file.\n\nWe were late.")
    assert not [token for token in doc if "|" in token.tag_]
    assert [token.tag_ for token in doc if token.is_space] == ["_SP"]
    assert doc[5].lemma_ == "."
    assert {token.text: token.lemma_ for token in doc}["were"] == "be"


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n\n \t", "🙂", "....", "-\n-\n-", "a" * 3000])
def test_odd_texts(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


def test_lookup_falls_back_to_the_longest_suffix() -> None:
    tables = Tables(
        {
            "lemmas": {"VBD": {"went": "go"}},
            "rules": {"VBD": {"": (0, ""), "ed": (2, ""), "ied": (3, "y")}, "NNP": {"": (0, "")}},
            "feats": {"PRP|PRON": "PronType=Prs"},
            "word_feats": {"PRP|PRON": {"we": "Number=Plur"}},
        }
    )
    assert [tables.lemma("VBD", word) for word in ("Went", "asked", "tried", "sat")] == [
        "go",
        "ask",
        "try",
        "sat",
    ]
    assert tables.lemma("NNP", "Berlin") == "Berlin"
    assert tables.features("PRP|PRON", "We") == "Number=Plur"
    assert tables.features("PRP|PRON", "you") == "PronType=Prs"
    assert tables.features("??", "x") == ""


def test_fast_encoder_computes_what_the_model_does(nlp: Language) -> None:
    names = [name for name in nlp.pipe_names if name.endswith("tok2vec")]
    assert names
    docs = [nlp.make_doc(text) for text in ("Could you call me?", "", "Thanks!\n\nZoë", "x")]
    for name in names:
        component: Any = nlp.get_pipe(name)
        encoder = FastEncoder(component.model)
        for slow, fast in zip(component.model.predict(docs), encoder(docs), strict=True):
            assert slow.shape == fast.shape
            assert np.allclose(slow, fast, atol=1e-4)


def test_one_by_one_and_in_batches_are_the_same(nlp: Language) -> None:
    texts = ["Could you call me?", "thanks, jo", "", "I met Ana in Rome.\n\nBye"]
    for text, doc in zip(texts, nlp.pipe(texts, batch_size=3), strict=True):
        alone = nlp(text)
        assert [(t.text, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in alone] == [
            (t.text, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in doc
        ]


def named(nlp: Language, text: str, words: list[str], heads: list[int], deps: list[str], end: int) -> list[str]:
    """People in `text` after the rules, when the recognizer saw one in the first `end` words."""
    from spacy.tokens import Doc, Span

    from asklint.nlp.names import NameRules

    tags = ["NNP" if word[0].isupper() else "NN" for word in words]
    doc = Doc(nlp.vocab, words=words, heads=heads, deps=deps, tags=tags)
    assert doc.text.strip() == text
    doc.ents = (Span(doc, 0, end, label="PERSON"),)
    return [entity.text for entity in NameRules(nlp)(doc).ents]


def test_a_name_takes_its_flat_parts_along(nlp: Language) -> None:
    words, deps = ["Zzyzx", "Qwortle", "called"], ["nsubj", "flat", "ROOT"]
    assert named(nlp, "Zzyzx Qwortle called", words, [2, 0, 2], deps, 1) == ["Zzyzx Qwortle"]


def test_a_first_name_takes_a_capitalized_word_along_but_no_everyday_one(nlp: Language) -> None:
    deps = ["nsubj", "dep", "ROOT"]
    assert named(nlp, "Maria Qwortle called", ["Maria", "Qwortle", "called"], [2, 0, 2], deps, 1) == ["Maria Qwortle"]
    assert named(nlp, "Maria Please called", ["Maria", "Please", "called"], [2, 0, 2], deps, 1) == ["Maria"]


def test_a_small_word_is_no_person(nlp: Language) -> None:
    deps = ["nsubj", "ROOT"]
    assert named(nlp, "knuckles called", ["knuckles", "called"], [1, 1], deps, 1) == []
    assert named(nlp, "maria called", ["maria", "called"], [1, 1], deps, 1) == ["maria"]


def test_missing_pipeline(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no language pipeline at .*: reinstall") as caught:
        load_pipeline(tmp_path)
    assert "\n" not in str(caught.value)


@needs_model
@pytest.mark.parametrize("damage", ["tok2vec/model", "parser/moves", "asklint_lexicon/lexicon.json", "config.cfg"])
def test_damaged_pipeline(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / PIPELINE
    shutil.copytree(MODEL, folder)
    file = folder / damage
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(ModelError, match="is damaged") as caught:
        load_pipeline(folder)
    assert "\n" not in str(caught.value)
    assert str(folder) in str(caught.value)


@needs_model
def test_the_pipeline_ships_no_pickle_no_paths_and_little_vocabulary() -> None:
    import pickletools

    for path in MODEL.rglob("*"):
        if not path.is_file():
            continue
        assert path.suffix not in (".pkl", ".pickle", ".joblib")
        data = path.read_bytes()
        if data[:1] == b"\x80":  # The protocol mark of a pickle; msgpack has its own use for that byte.
            with pytest.raises(ValueError, match=r"opcode|not enough data"):
                list(pickletools.genops(data))
    assert "/" not in json.dumps(json.loads((MODEL / "meta.json").read_text())["description"])
    assert "path" not in (MODEL / "config.cfg").read_text().replace("[paths]", "")
    assert len(json.loads((MODEL / "vocab" / "strings.json").read_text())) < 1000


@needs_model
def test_size() -> None:
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) < 15e6


def run_fresh(code: str) -> list[str]:
    """The lines that `code` prints in an interpreter of its own."""
    environment = {**os.environ, "PYTHONPATH": str(Path(asklint.__file__).parents[1])}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return done.stdout.splitlines()


_TOKENS = """
import sys
from asklint.nlp.load import import_spacy, load_pipeline
import_spacy(stub={stub})
print("spacy.cli" in sys.modules)
doc = load_pipeline()("Hi Ana, don't wait!\\n\\nCall me at 5pm.")
print([(t.text, t.tag_, t.dep_, t.ent_type_) for t in doc])
"""


@needs_model
def test_the_stub_changes_nothing() -> None:
    outputs = [run_fresh(_TOKENS.format(stub=stub)) for stub in (True, False)]
    assert outputs[0][0] == "False", "spaCy's command line was imported after all"
    assert outputs[1][0] == "True"
    assert outputs[0][1] == outputs[1][1]


def test_importing_the_package_is_light() -> None:
    code = "import sys, asklint.nlp; print(sorted({'numpy', 'spacy', 'thinc', 'sklearn'} & set(sys.modules)))"
    assert run_fresh(code) == ["[]"]
