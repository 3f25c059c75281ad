"""Word classes and lemmas from the parser's tags: each word is worked out once, not at each reading as by spaCy."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_MANY = 1 << 16
_CLASSES = {
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"),
    **dict.fromkeys(("JJ", "JJR", "JJS", "AFX"), "ADJ"),
    **dict.fromkeys(("RB", "RBR", "RBS"), "ADV"),
    **dict.fromkeys(("PRP", "PRP$", "WP", "WP$", "WDT", "EX"), "PRON"),
    **dict.fromkeys(("DT", "PDT"), "DET"),
    **dict.fromkeys(("IN", "RP"), "ADP"),
    **dict.fromkeys(("TO", "POS"), "PART"),
    "MD": "AUX",
    "CC": "CCONJ",
    "CD": "NUM",
    "UH": "INTJ",
    "WRB": "SCONJ",
    "$": "SYM",
    "SYM": "SYM",
    "_SP": "SPACE",
    **dict.fromkeys((".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"), "PUNCT"),
}
_BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "'m", "'s", "'re", "’m", "’s", "’re"})
_MORPHS = {
    "NN": "Number=Sing",
    "NNP": "Number=Sing",
    "VB": "VerbForm=Inf",
    "VBP": "Tense=Pres|VerbForm=Fin",
    "JJ": "Degree=Pos",
}
_LEMMAS = {
    **dict.fromkeys(_BE, "be"),
    **dict.fromkeys(("have", "has", "had", "having", "'ve", "’ve", "'d", "’d"), "have"),
    **dict.fromkeys(("do", "does", "did", "done", "doing"), "do"),
    **{f"{stem}{end}": f"{stem}e" for stem in ("hop", "slat", "stag", "wag") for end in ("es", "ed", "ing")},
    **dict.fromkeys(("cohosted", "cohosting"), "cohost"),
}


class Lemmas:
    """What a model's lemmatizer says, which is not run over its parses."""

    def __init__(self, nlp: Language) -> None:
        from spacy.lang.en.lemmatizer import EnglishLemmatizer

        self._vocab = nlp.vocab
        found = [component for _, component in nlp.components if isinstance(component, EnglishLemmatizer)]
        self._lemmatizer = found[0] if found else None
        if self._lemmatizer is not None:
            forms = self._lemmatizer.lookups.get_table("lemma_index")
            for key, listed in forms.items():
                forms[key] = frozenset(listed)  # as it is packed, a list, it is searched from its beginning
        self.of = lru_cache(maxsize=_MANY)(self._of)

    def _of(self, word: str, tag: str, helps: bool) -> tuple[str, str]:
        """The class and lemma of a word; `helps` says whether it is the auxiliary of a verb."""
        lower = word.lower()
        class_ = _CLASSES.get(tag, "X")
        if class_ == "VERB" and (helps or lower in _BE):
            class_ = "AUX"
        if class_ in ("VERB", "AUX") and lower in _LEMMAS:
            return class_, _LEMMAS[lower]
        return class_, self._lemma(word, class_, tag)

    def _lemma(self, word: str, class_: str, tag: str) -> str:
        from spacy.tokens import Doc

        if self._lemmatizer is None:
            return word.lower()
        token = Doc(self._vocab, words=[word])[0]
        token.pos_ = class_
        if tag in _MORPHS:
            token.set_morph(_MORPHS[tag])  # type: ignore[attr-defined]
        return self._lemmatizer.lemmatize(token)[0]
