"""Walking a dependency tree: who is the subject of a verb, whatever the construction; what belongs to a noun.

Everything here is about English and spaCy's labels; nothing about diplomacy. Tokens are compared by `.i`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .date_forms import WEEKDAYS
from .tokens import Token

_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
_OBJECT_CONTROL = frozenset(
    {
        "urge",
        "ask",
        "invite",
        "help",
        "encourage",
        "allow",
        "enable",
        "press",
        "call",
        "request",
        "want",
        "order",
        "permit",
        "assist",
        "require",
        "support",
        "see",
        "persuade",
        "convince",
        "get",
        "corral",
        "force",
        "compel",
        "push",
        "lead",
        "prompt",
        "direct",
        "instruct",
        "authorize",
        "authorise",
        "advise",
    }
)
_THANKS = frozenset({"gratitude", "thanks", "thank", "appreciation", "tribute"})
_JUDGING = frozenset(
    {
        *("applaud", "commend", "congratulate", "praise", "thank", "salute", "credit", "honor", "honour"),
        *("blame", "condemn", "criticize", "criticise", "denounce", "sanction", "indict", "charge", "punish"),
        *("expel", "arrest", "detain", "deport", "fine", "ban", "jail", "convict", "extradite", "prosecute"),
    }
)
_HELPING = frozenset({"help", "assist", "enable"})
_STANDING = frozenset({"status", "role", "position", "capacity", "standing"})
_MANY = frozenset(
    {"ally", "country", "government", "member", "nation", "participant", "partner", "party", "signatory", "state"}
)
_INCLUDING = frozenset({"include", "like", "as", "namely"})
_TELLING = frozenset(
    {"statement", "letter", "declaration", "communique", "communiqué", "advisory", "resolution", "report", "release"}
)
_NAMED = frozenset({"called", "known", "named", "dubbed", "titled", "entitled"})
_ALONG = frozenset({"along", "together", "alongside", "addition"})
_INQUIRIES = frozenset({"analysis", "evidence", "inquiry", "intelligence", "investigation", "probe", "review"})
_REGARDING = frozenset({"identify", "name", "describe", "regard", "see", "single"})
_LIKE_ADJECTIVES = frozenset(
    {"lead", "develop", "emerge", "participate", "exist", "grow", "support", "contribute", "compete", "cooperate"}
)
_HELD = frozenset(
    "summit meeting conference exercise forum dialogue workshop seminar talk event ceremony drill session".split()  # noqa: SIM905
)
MAX_DEPTH = 6


def is_verb(token: Token) -> bool:
    """Whether a token carries a clause (auxiliaries do not, nor does "following")."""
    preposition = token.dep_ == "prep" and token.lower_ == "following"
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass") and not preposition


def clause(token: Token) -> Token:
    """The nearest verb at or above a token; the root where there is none."""
    current = token
    for _ in range(40):
        if is_verb(current) or current.head.i == current.i:
            return current
        current = current.head
    return current


def passive(verb: Token) -> bool:
    """Whether a verb is in the passive, reduced relatives ("led by") included."""
    if any(child.dep_ in ("nsubjpass", "auxpass", "csubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "conj" and is_verb(verb.head) and not any(c.dep_ in ("nsubj", "aux") for c in verb.children):
        return passive(verb.head)
    has_aux = any(child.dep_ == "aux" for child in verb.children)
    return verb.dep_ in ("acl", "advcl", "amod", "relcl", "ROOT", "dep", "xcomp", "pcomp") and not has_aux


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subjects of a verb, also those it shares with another verb."""
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "csubj")]
    own = own or _turned_round(verb)
    if own and (misread := _after_participle(own[-1], verb)):
        return [misread]
    own = own or [child for child in verb.children if child.dep_ == "poss" and verb.tag_ == "VBG"]
    if own:
        found: list[Token] = []
        for subject in own:
            if subject.lower_ in _RELATIVES and verb.dep_ in ("relcl", "acl", "ccomp"):
                found += _antecedents(verb)
            else:
                found.append(subject)
        return found
    if depth > MAX_DEPTH:
        return []
    head = verb.head
    if verb.dep_ == "conj" and is_verb(head):
        return subjects(head, depth + 1)
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "dep"):
        if head.pos_ == "ADJ":
            return subjects(head.head, depth + 1) if is_verb(head.head) else []
        if is_verb(head):
            if verb.dep_ == "xcomp" and head.lemma_ in _OBJECT_CONTROL and (controlled := own_objects(head)):
                return controlled
            return (
                logical_subjects(head, depth + 1)
                if passive(head) and verb.dep_ == "advcl" and verb.tag_ != "VBN"
                else subjects(head, depth + 1)
            )
        return [head] if head.pos_ in ("NOUN", "PROPN") else []
    if verb.dep_ == "pcomp" or _is_gerund(verb):
        head = head if verb.dep_ == "pcomp" else verb.doc[verb.i - 1]
        governor = head.head
        if _judges(governor, head) and (judged := logical_objects(governor)):
            return judged
        if head.lower_ == "for" and (thanked := _thanked(governor)):
            return thanked
        if says_after(head):
            return subjects(governor.head, depth + 1)
        if governor.lemma_ == "represent" and (represented := own_objects(governor)):
            return represented
        joined = own_objects(governor) if governor.lemma_ == "join" and head.lower_ == "in" else []
        return [*subjects(governor, depth + 1), *joined] if is_verb(governor) else _owners(governor, depth + 1)
    if verb.dep_ in ("acl", "relcl"):
        if (
            head.dep_ == "attr"
            and is_verb(head.head)
            and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
        ):
            return subjects(head.head, depth + 1)
        if verb.dep_ == "acl" and verb.tag_ == "VBG" and head.lemma_.lower() in _TELLING:
            return _owners(head, depth + 1) or [head]
        if verb.tag_ == "VBG" or verb.dep_ == "relcl" or _is_misread(verb):
            return [head]
        if verb.tag_ == "VBN" and passive(verb):
            return [head]
        return _owners(head, depth + 1)
    return []


def _is_gerund(verb: Token) -> bool:
    """Whether an adjective of the parser's is what a preposition speaks of: "accused of waging cyberattacks"."""
    misread = verb.dep_ == "amod" and verb.tag_ == "VBG" and verb.lemma_.lower() not in _LIKE_ADJECTIVES
    return misread and verb.i > 0 and verb.doc[verb.i - 1].dep_ == "prep"


def _is_misread(verb: Token) -> bool:
    """Whether a sentence's verb was taken for a participle of its subject: "The German government worked with X"."""
    head = verb.head
    return verb.tag_ == "VBD" and head.dep_ == "ROOT" and head.i < verb.i and not agents(verb)


def _turned_round(verb: Token) -> list[Token]:
    """The subject after the verb of a passive ("Also hit were A and B"), or that the parser hung to its auxiliary."""
    aux = [child for child in verb.children if child.dep_ == "auxpass"]
    before = [s for child in aux if child.i < verb.i for s in child.children if s.dep_ == "nsubj"]
    return before or [s for child in aux if child.i > verb.i for s in child.children if s.dep_ in ("nsubj", "attr")]


def _thanked(word: Token) -> list[Token]:
    """Who is thanked for a deed by a noun: "our gratitude to X for organizing Y", "express thanks to X for"."""
    nouns = [word, word.head, *own_objects(word)] if word.dep_ != "ROOT" else [word, *own_objects(word)]
    thanks = next((n for n in nouns if n.lemma_.lower() in _THANKS), None)
    above = thanks.head if thanks is not None else None
    return (
        (prepositional(thanks, "to") or prepositional(above, "to")) if thanks is not None and above is not None else []
    )


def _judges(verb: Token, preposition: Token) -> bool:
    """Whether what stands after a preposition is what its verb's object did: "condemned X for", "accused X of"."""
    words = (verb.lemma_, preposition.lower_)
    regarded = preposition.lower_ == "as" and verb.lemma_ in _REGARDING
    return (
        words in (("accuse", "of"), ("suspect", "of"), ("convict", "of"))
        or regarded
        or (preposition.lower_ == "for" and verb.lemma_ in _JUDGING)
    )


def _after_participle(subject: Token, verb: Token) -> Token | None:
    """The subject that the parser joined to the participle before it: "Building on trust, Smith and Jones launched"."""
    if subject.dep_ != "csubj" or subject.tag_ != "VBG":
        return None
    for word in subject.subtree:
        if word.dep_ == "conj" and word.tag_ == "NNP" and word.right_edge.i == verb.i - 1:
            before = word.doc[word.left_edge.i - 1]
            return word if before.text == "," else None
    return None


def _antecedents(verb: Token) -> list[Token]:
    """What a relative clause is about, and who that is: "Fiji is among the states that signed"."""
    noun = verb.head
    if noun.lemma_.lower() in _TELLING:
        return [noun, *_owners(noun, 1)]
    named = noun.pos_ == "NOUN" and noun.dep_ in ("attr", "pobj")
    return [noun, *holders(noun)] if named else [noun, *_held_there(noun)]


def _held_there(noun: Token) -> list[Token]:
    """What was held at the place or on the day to which the parser hung its clause: "the summit in Suva, which"."""
    if noun.dep_ != "pobj" or noun.pos_ != "PROPN":
        return []
    preposition, above = noun.head, noun.head.head
    if preposition.lower_ not in ("in", "at") and not (preposition.lower_ == "on" and noun.lower_ in WEEKDAYS):
        return []
    beside = (t for c in above.children if c.i < preposition.i for t in (c, *c.children))
    found = [t for t in beside if t.dep_ in ("dobj", "pobj", "nsubjpass")][-1:] if is_verb(above) else [above]
    return [t for t in found if t.lemma_.lower() in _HELD]


def examples_apart(verb: Token) -> list[Token]:
    """Examples of who acts that stand at a verb's end: "30 states took part in it, including Fiji and Kenya"."""
    if not any(s.tag_ == "NNS" and s.lemma_.lower() in _MANY for s in _counted(verb)):
        return []
    found = []
    for child in verb.subtree:
        first = child.dep_ == "prep" and child.i > verb.i and child.doc[child.i - 1].text == ","
        of_one = child.head.tag_ == "NN" and child.head.dep_ == "dobj"
        if not first or not (child.head.i == verb.i or child.head.pos_ == "PROPN" or of_one):
            continue
        below = [c for c in child.children if c.dep_ == "pobj"]
        among = child.lower_ == "among" and bool(below) and below[0].lower_ == "them"
        if child.lower_ == "including" or among:
            found += [c for c in (child.head, *below) if c.pos_ == "PROPN" and c.i > child.i]
    return found


def _counted(verb: Token) -> Iterator[Token]:
    """Who acts, and of what a number acts: "a total of 89 countries"."""
    for subject in logical_subjects(verb):
        yield subject
        yield from prepositional(subject, "of")


def _owners(noun: Token, depth: int) -> list[Token]:
    """Who an action named by a noun belongs to: its possessor, else the subject of the clause it stands in."""
    own = [child for child in noun.children if child.dep_ == "poss"]
    if own:
        return own
    verb = clause(noun)
    return logical_subjects(verb, depth) if is_verb(verb) and verb.i != noun.i else []


def agents(verb: Token) -> list[Token]:
    """Who did it, of a passive: "by X"."""
    found = []
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            found += [c for c in child.children if c.dep_ == "pobj"]
    return found


def logical_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who acts: the subject of an active verb, the agent of a passive one."""
    return agents(verb) if passive(verb) else subjects(verb, depth)


def saying(verb: Token) -> Token | None:
    """The verb that says what a clause tells: "assesses that X did", "assesses with high confidence that X did"."""
    above = verb.head
    if verb.dep_ == "acl" and above.lemma_ in ("confidence", "certainty") and above.head.lower_ == "with":
        above = above.head.head
    elif verb.dep_ != "ccomp":
        return None
    return above if is_verb(above) else None


def says_after(word: Token) -> bool:
    """Whether "after" belongs to what says a clause and not to the clause: "said that X will, after meeting Y"."""
    apart = word.lower_ == "after" and word.i > 0 and word.doc[word.i - 1].text == ","
    return apart and saying(word.head) is not None


def reporters(verb: Token) -> list[Token]:
    """Who says what a verb tells; above what was found, who tells of that: "The FBI said an inquiry found that"."""
    above = saying(verb)
    if above is None:
        return []
    found = logical_subjects(above)
    inquired = any(token.lemma_.lower() in _INQUIRIES for token in found)
    return (reporters(above) or found) if inquired else found


def own_objects(verb: Token) -> list[Token]:
    """The direct objects that stand under a verb itself."""
    return [child for child in verb.children if child.dep_ in ("dobj", "obj") and not is_manner(child)]


def is_manner(noun: Token) -> bool:
    """Whether what looks like an object says how: "met face to face"."""
    return [word.lower_ for word in noun.doc[noun.i : noun.i + 3]] == ["face", "to", "face"]


def logical_objects(verb: Token) -> list[Token]:
    """What is acted on: the object of an active verb, the subject of a passive one."""
    if passive(verb):
        return subjects(verb)
    found = []
    for child in own_objects(verb):
        found.append(verb.head if child.lower_ in _RELATIVES and verb.dep_ in ("relcl", "ccomp") else child)
    if found:
        return found
    if verb.lemma_.lower() in _HELPING:
        done = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp") and c.tag_ == "VB"]
        if helped := [s for c in done for s in c.children if s.dep_ == "nsubj"]:
            return helped
    if verb.dep_ == "relcl":
        subject = [child for child in verb.children if child.dep_ == "nsubj"]
        open_prep = [c for c in verb.children if c.dep_ == "prep" and not any(True for _ in c.children)]
        open_prep += [c for c in verb.children if c.dep_ == "advmod" and c.lower_ in ("where", "when", "why")]
        if subject and subject[0].lower_ not in _RELATIVES and not open_prep:
            return [verb.head]
    if (
        verb.dep_ == "conj"
        and is_verb(verb.head)
        and not any(c.dep_ in ("prep", "ccomp", "xcomp") for c in verb.children)
    ):
        return own_objects(verb.head) if verb.head.i > verb.i else []
    return []


def prepositional(token: Token, word: str) -> list[Token]:
    """The objects of the preposition `word` under a token; of a relative clause, also a preposition left at its end."""
    found: list[Token] = []
    named = (below for c in token.children if c.lower_ == "including" for below in c.children)  # "including with"
    for child in (*token.children, *named):
        if _is_before_said(child, token):
            continue
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ == word and not _is_aside(child):
            objects = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            found += objects
            if not objects and token.dep_ == "relcl":
                found.append(token.head)
            if objects and objects[0].lower_ in _RELATIVES and token.dep_ == "relcl":
                found[-1] = token.head
            for sibling in child.children:
                if sibling.dep_ in ("conj", "prep") and sibling.lower_ == word:
                    found += [c for c in sibling.children if c.dep_ == "pobj"]
        elif child.dep_ == "dative" and word == "to" and child.pos_ in ("NOUN", "PROPN", "PRON"):
            found.append(child)
    return found


def _is_before_said(child: Token, verb: Token) -> bool:
    """Whether what the parser hung to a verb of saying belongs to what is said before it: "They met at X, it said"."""
    if verb.lemma_ not in ("say", "announce", "report") or child.dep_ != "prep":
        return False
    said = [c for c in verb.children if c.dep_ == "ccomp" and c.i < child.i]
    return bool(said) and any(c.dep_ == "nsubj" and child.i < c.i for c in verb.children)


def _is_aside(preposition: Token) -> bool:
    """Whether a phrase only sets the scene: ", with China in mind", ", with Japan as its guest"."""
    if preposition.lower_ != "with" or not preposition.i or preposition.doc[preposition.i - 1].text != ",":
        return False
    last = max(token.i for token in preposition.subtree)
    after = [token.lower_ for token in preposition.doc[last + 1 : last + 3]]
    return "mind" in after or any(token.lower_ in ("mind", "as") for token in preposition.subtree)


def modifiers(noun: Token) -> list[Token]:
    """The words before a noun that make up its name or say whose it is: adjectives, compounds, possessors."""
    found = []
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "npadvmod"):
            if child.tag_ == "NNP" and any(c.dep_ == "conj" and c.tag_ == "NN" for c in child.children):
                continue  # "with Japan and defence partnerships"
            found.append(child)
            if child.dep_ in ("compound", "amod", "nmod"):
                found += [c for c in child.children if c.dep_ in ("compound", "amod", "nmod", "npadvmod", "conj")]
            found += [c for c in child.children if c.dep_ == "conj"]
    return found


def possessors(noun: Token) -> list[Token]:
    """Whose a noun is: "X's N"."""
    return [child for child in noun.children if child.dep_ == "poss"]


def holders(noun: Token) -> list[Token]:
    """What a noun is said of: the subject of "is a N", the name beside it in apposition, "as a N"."""
    head = noun.head
    if noun.dep_ in ("attr", "oprd", "acomp") and is_verb(head):
        return logical_objects(head) if passive(head) else subjects(head)
    if noun.dep_ == "appos":
        listed = noun.tag_ == "NNS" and any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in noun.children)
        return [] if listed else [head]
    if noun.dep_ == "pobj" and head.lower_ == "as" and is_verb(head.head):
        verb = head.head
        objects = logical_objects(verb) if noun.i > verb.i else []
        standing = [p for o in objects if o.lemma_.lower() in _STANDING for p in possessors(o)]
        return standing or objects or subjects(verb)
    if noun.dep_ == "pobj" and head.lower_ == "as" and head.head.lemma_.lower() in _STANDING:
        return possessors(head.head)
    if noun.dep_ == "pobj" and head.dep_ == "prep" and head.lower_ in ("among", "of") and head.i < noun.i:
        verb = head.head
        if head.lower_ == "of" and verb.lower_ == "one":
            return holders(verb)
        if head.lower_ == "among" and verb.lemma_ in ("be", "become", "remain", "list", "count", "rank", "number"):
            return subjects(verb)
    if noun.dep_ == "conj" and head.i != noun.i and head.dep_ in ("attr", "appos", "oprd"):
        return holders(head)
    return [child for child in noun.children if child.dep_ == "appos"]


def members(token: Token) -> Iterator[Token]:
    """A token and all that is joined to it: conjuncts, and examples ("partners, including A and B")."""
    seen: set[int] = set()
    stack = [token]
    while stack:
        current = stack.pop(0)
        if current.i in seen or len(seen) > 60:
            continue
        seen.add(current.i)
        yield current
        stack += [child for child in current.children if child.dep_ == "conj" and not is_verb(child)]
        for child in current.children:
            along = child.lower_ in _ALONG or (
                child.lower_ == "with" and any(c.lower_ in _ALONG and c.i < child.i for c in child.children)
            )
            if child.dep_ in ("prep", "cc", "advmod") and along:
                inner = [child, *(c for c in child.children if c.dep_ == "prep")]
                stack += [c for part in inner for c in part.children if c.dep_ == "pobj"]


def examples(token: Token) -> Iterator[Token]:
    """What stands beside a token as its name or examples: appositions, "including A and B", "such as A", "called A",
    "countries: A and B".
    """
    for child in token.children:
        if child.dep_ == "appos":
            yield child
        elif child.dep_ == "acl" and child.lower_ in _NAMED:
            yield from (c for c in child.children if c.dep_ == "oprd")
            yield from (c for prep in child.children if prep.lower_ == "as" for c in prep.children if c.dep_ == "pobj")
        elif child.dep_ == "prep" and child.lemma_ in _INCLUDING:
            yield from (c for c in child.children if c.dep_ == "pobj")
    after = token.doc[token.i + 1 : token.i + 3]
    if token.tag_ == "NNS" and len(after) == 2 and after[0].text == ":" and after[1].tag_ == "NNP":
        yield after[1]


def given(verb: Token) -> list[Token]:
    """Examples of its object that the parser hung on the verb ("targeting officials, including the Parliament")."""
    below = [child for child in verb.children if child.dep_ == "prep" and child.lemma_ == "include"]
    return [c for child in below for c in child.children if c.dep_ == "pobj"]


def path(first: Token, last: Token) -> str:
    """The labels between two tokens, as "nsubj<join>dobj"; at most eight steps."""
    above = {first.i: 0}
    current, steps = first, 0
    while current.head.i != current.i and steps < 12:
        current, steps = current.head, steps + 1
        above[current.i] = steps
    down: list[str] = []
    other = last
    while other.i not in above and other.head.i != other.i and len(down) < 12:
        down.append(other.dep_)
        other = other.head
    up: list[str] = []
    current = first
    while current.i != other.i and current.head.i != current.i:
        up.append(current.dep_)
        current = current.head
    return f"{'.'.join(up[:8])}<{other.lemma_}>{'.'.join(reversed(down[:8]))}"


def subtree(tokens: Iterable[Token]) -> set[int]:
    """The indexes of all tokens under these."""
    return {t.i for token in tokens for t in token.subtree}
