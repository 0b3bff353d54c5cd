"""WebVTT and SRT captions as running text.

Clock times are dropped. A change of speaker begins a line: with ``Name: `` where the
captions say who it is (``<v Name>``), else with ``>> ``, whichever mark they use. A long
silence or a long stretch of words begins a line too, without a mark.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.briefing.model import SourceKind, Status
from bot.importers.formats.text.encoding import text_of
from bot.importers.formats.text.lines import clean, finished
from bot.importers.model import Extract

SILENCE_S: Final = 2.5
PARAGRAPH_CHARS: Final = 900
CHANGE: Final = ">> "
# Rolling captions repeat the line before for a moment.
MOMENT_S: Final = 0.05

_TIMING = re.compile(
    r"\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3}) *--+> *(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?\s+([^<>]{1,200})>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>|<[\d:.]{4,15}>|\{\\[^{}]{1,50}\}", re.I)
_CHANGE = re.compile(r"(?:>{2,3}|&gt;&gt;(?:&gt;)?) *|[-–] ?(?=[A-Z\"“'‘(\[¿¡])")
_SENTENCE_ENDS: Final = (".", "?", "!", "”", '"')


@dataclass(frozen=True, slots=True)
class _Cue:
    start_s: float
    end_s: float
    lines: tuple[str, ...]


def read_captions(data: bytes, name: str, url: str | None) -> list[Extract]:
    """The one document of a caption file."""
    text = clean(text_of(data))
    title = _title(text)
    return [
        Extract(
            finished(_paragraphs(_cues(text, is_vtt=title is not None))),
            name,
            title=title or None,
            url=url,
            kind=SourceKind.CAPTIONS,
            status=Status.CAPTIONS,
        )
    ]


def _title(text: str) -> str | None:
    """What stands after the signature ``WEBVTT``, perhaps nothing; None without that."""
    first = text.lstrip().partition("\n")[0]
    return first.removeprefix("WEBVTT").strip(" -–—") if first.startswith("WEBVTT") else None


def _cues(text: str, is_vtt: bool) -> Iterator[_Cue]:
    timing: re.Match[str] | None = None
    lines: list[str] = []
    for line in [*text.split("\n"), "00:00:00.000 --> 00:00:00.000"]:
        found = _TIMING.match(line) if "->" in line else None
        if found is not None:
            if timing is not None:
                yield _cue(timing, lines, is_vtt)
            timing, lines = found, []
        else:
            lines.append(line.strip())


def _cue(timing: re.Match[str], lines: list[str], is_vtt: bool) -> _Cue:
    """A cue from its timing and what stands up to the next timing.

    The last of that is the number or name of the next cue. In WebVTT a blank
    line ends the cue; in SRT it may stand within one.
    """
    if is_vtt and "" in lines:
        lines = lines[: lines.index("")]
    elif lines and lines[-1].isdigit():
        lines = lines[:-1]
    clock = timing.groups(default="0")
    return _Cue(_seconds(*clock[:4]), _seconds(*clock[4:]), tuple(filter(None, lines)))


def _seconds(hours: str, minutes: str, seconds: str, fraction: str) -> float:
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _paragraphs(cues: Iterator[_Cue]) -> Iterator[str]:
    """Running text, a line for each change of speaker, silence or long stretch."""
    words: list[str] = []
    chars = 0
    voice, end_s, last = "", 0.0, ""
    for cue in cues:
        is_silence = cue.start_s - end_s > SILENCE_S
        end_s = max(end_s, cue.end_s)
        for line in _new_lines(cue, last):
            last = _shown(line)
            opening, said, voice = _opening(line, voice)
            is_rest = bool(words) and words[-1].endswith(_SENTENCE_ENDS) and (is_silence or chars > PARAGRAPH_CHARS)
            if opening or is_rest:
                yield " ".join(words)
                words, chars = [], 0
            is_silence = False
            words += filter(None, (opening.strip(), said))
            chars += len(said)
    yield " ".join(words)


def _new_lines(cue: _Cue, last: str) -> tuple[str, ...]:
    """The cue's lines without one that the cue before has shown."""
    if cue.lines and _shown(cue.lines[0]) == last and (len(cue.lines) > 1 or cue.end_s - cue.start_s < MOMENT_S):
        return cue.lines[1:]
    return cue.lines


def _shown(line: str) -> str:
    return _TAG.sub("", line).strip()


def _opening(line: str, voice: str) -> tuple[str, str, str]:
    """What a change of speaker is shown as (empty for none), the words, and the voice now."""
    named = _VOICE.search(line)
    said = clean(html.unescape(_shown(line))).strip()
    if named is not None:
        name = " ".join(clean(html.unescape(named[1])).split()).rstrip(":")
        return ("" if name == voice else f"{name}: "), said, name
    change = _CHANGE.match(said)
    if change is not None:
        return CHANGE, said[change.end() :].strip(), ""
    return "", said, voice
