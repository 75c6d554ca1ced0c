"""Makes the tables of `asklint.nlp.lexicon` from treebanks: features, lemmas and suffix rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from asklint.nlp.lexicon import LONGEST_SUFFIX
from training.pipeline.data import Document, Tags, Token, joint_tag

Rule = tuple[int, str]


def build_tables(documents: Iterable[Document], tags: Tags) -> dict[str, Any]:
    """The content of `lexicon.json` for treebank `documents`, with the joint `tags` the tagger learns."""
    tokens = [token for document in documents for sentence in document.sentences for token in sentence.tokens]
    feats, word_feats = _features(tokens, tags)
    lemmas, rules = _lemmas(tokens)
    return {"feats": feats, "word_feats": word_feats, "lemmas": lemmas, "rules": rules}


def _features(tokens: list[Token], tags: Tags) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    by_tag: dict[str, Counter[str]] = defaultdict(Counter)
    by_word: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for token in tokens:
        tag = joint_tag(token, tags)
        by_tag[tag][token.feats] += 1
        by_word[tag][token.word.lower()][token.feats] += 1
    feats = {tag: counts.most_common(1)[0][0] for tag, counts in by_tag.items()}
    word_feats: dict[str, dict[str, str]] = {}
    for tag, words in by_word.items():
        listed = {}
        for word, counts in words.items():
            best, n = counts.most_common(1)[0]
            # A word met once with odd features is more often a slip than a rule.
            if best != feats[tag] and n >= 2:
                listed[word] = best
        if listed:
            word_feats[tag] = listed
    return feats, word_feats


def _rule(word: str, lemma: str) -> Rule:
    """How to make `lemma` from `word`: cut so many letters, add these."""
    same = 0
    while same < min(len(word), len(lemma)) and word[same] == lemma[same]:
        same += 1
    return len(word) - same, lemma[same:]


def _apply(word: str, rule: Rule) -> str:
    return word[: len(word) - rule[0]] + rule[1]


def _lemmas(tokens: list[Token]) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, Rule]]]:
    seen: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for token in tokens:
        # A name's lemma is the name: nothing of it is stored.
        if not token.xpos.startswith("NNP"):
            seen[token.xpos][token.word.lower()][token.lemma] += 1
    lemmas: dict[str, dict[str, str]] = {}
    rules: dict[str, dict[str, Rule]] = {}
    for xpos, words in seen.items():
        best = {word: counts.most_common(1)[0][0] for word, counts in words.items()}
        counted = {word: sum(counts.values()) for word, counts in words.items()}
        rules[xpos] = _suffix_rules(best)
        listed = {
            word: lemma
            for word, lemma in best.items()
            if _longest(rules[xpos], word) != lemma and (counted[word] >= 2 or word.isalpha())
        }
        if listed:
            lemmas[xpos] = listed
    # Plural names lose their `s` by rule; single ones stay.
    rules["NNP"] = {"": (0, "")}
    rules["NNPS"] = {"": (0, ""), "s": (1, ""), "ies": (3, "y"), "ss": (0, "")}
    return lemmas, rules


def _longest(rules: dict[str, Rule], word: str) -> str:
    for length in range(min(LONGEST_SUFFIX, len(word) - 1), -1, -1):
        rule = rules.get(word[len(word) - length :])
        if rule is not None:
            return _apply(word, rule)
    return word


def _suffix_rules(best: dict[str, str], least: int = 3) -> dict[str, Rule]:
    """Rules from short suffixes to long; a longer one is kept only if it differs from the shorter."""
    rules: dict[str, Rule] = {}
    for length in range(LONGEST_SUFFIX + 1):
        votes: dict[str, Counter[Rule]] = defaultdict(Counter)
        for word, lemma in best.items():
            if len(word) > length:
                rule = _rule(word, lemma)
                if rule[0] <= length:
                    votes[word[len(word) - length :]][rule] += 1
        found = {}
        for suffix, counts in votes.items():
            rule, n = counts.most_common(1)[0]
            shorter = next((rules[suffix[i:]] for i in range(1, len(suffix) + 1) if suffix[i:] in rules), None)
            if length == 0 or (n >= least and rule != shorter and 4 * n >= 3 * sum(counts.values())):
                found[suffix] = rule
        rules.update(found)
    rules.setdefault("", (0, ""))
    return rules
