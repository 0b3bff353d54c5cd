"""Procedure talk: what somebody says to run a briefing, and that tells nobody anything."""

import re
from typing import Final

from bot.briefing.labels import label_key
from bot.briefing.model import Kind, Turn
from bot.briefing.sentences import unit_spans
from bot.briefing.speakers import fold_label

SHORT_WORDS: Final = 60
"""A turn of more words is a statement, whatever it begins with."""

_SWITCHBOARD: Final = frozenset({"operator", "the operator", "coordinator", "conference operator"})
_CHAIR: Final = frozenset({"moderator", "the moderator", "chair", "the chair", "host", "facilitator", "announcer"})
_KEYS: Final = frozenset(
    "thank thanks question questions welcome hello hi bye goodbye morning afternoon evening weekend ahead mute unmute muted "
    "microphone mic caller callers queue floor hear concludes started wrap joining next last".split()
)
_RUNNING: Final = _KEYS | frozenset(
    "a about again all and another any anybody anyone are as at back be before begin being bit briefing call call can come "
    "coming concluding concludes could day do end everybody everyone final first folks follow for forward from front gentlemen "
    "get give go going good gotta great guys have having here hold i identify if in introduce is it just ladies leave let "
    "like line lines ll m madam ma am make may me middle minute minutes moment more move much my name now of oh ok okay on "
    "one open or other our outlet over please press raise ready remind right room s see side sir sit so some somebody "
    "someone sorry speaker speak stand start state take tell that the their then there this those time to today tomorrow "
    "tonight turn two three few unmute up us ve very wait we well will with wonderful yes yeah you your yourself re d "
    "hand handing participation patience attendance attention number star hang left right there".split()
)
_ADDRESSED: Final = re.compile(r"(?:[A-Z][\w.'’-]+ ?){1,3}, ")
_WORD: Final = re.compile(r"[^\W\d_]+")


def is_procedure(turn: Turn) -> bool:
    """Whether an official's turn only runs the briefing: thanks, greetings, whose turn it is, the clock.

    Every sentence has to be made of nothing but the words that this takes and the names of
    those who are called; "Thank you, but the port stays shut." is an answer. The operator of a line says
    nothing else at all, and of whoever is labelled as the chair one such sentence in a short turn is enough.
    "Yes." and "No." are answers, whoever says them.
    """
    if turn.kind is not Kind.SPEECH:
        return False
    label = label_key(fold_label(turn.printed or ""))
    if label in _SWITCHBOARD:
        return True
    if len(turn.text.split()) > SHORT_WORDS:
        return False
    sentences = [_runs_it(turn.text[start:end]) for start, end in unit_spans(turn.text)]
    return any(sentences) if label in _CHAIR else bool(sentences) and all(sentences)


def _runs_it(sentence: str) -> bool:
    addressed = _ADDRESSED.match(sentence)
    is_name = addressed is not None and _KEYS.isdisjoint(_WORD.findall(addressed[0].casefold()))
    spoken = _WORD.findall(sentence[addressed.end() :] if addressed and is_name else sentence)
    folded = [word.casefold() for word in spoken]
    first_key = next((at for at, word in enumerate(folded) if word in _KEYS), None)
    if first_key is None:
        return False
    called = {at for at, word in enumerate(spoken) if at > 0 and word[0].isupper()}
    return all(
        word in _RUNNING or (at in called and (at > first_key or _is_given(folded, at)))
        for at, word in enumerate(folded)
    )


def _is_given(folded: list[str], at: int) -> bool:
    """Whether a name stands where the word goes to: "let's go to Matt for the next question"."""
    return any(word in ("to", "from", "with", "mr", "ms", "mrs") for word in folded[max(0, at - 3) : at])
