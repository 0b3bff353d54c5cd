"""Invented documents to import, and an importer into a folder of their own."""

from datetime import date
from pathlib import Path

from bot.briefing.speakers import Register, Role, Speaker
from bot.importers.importing import Importer, Reviewed
from bot.importers.originals import digest_of
from bot.importers.reading import Document, documents_in, drafts_in
from bot.importers.settling.wishes import Wishes

PAGE = """\
Weekly Briefing of the Ministry of Tides
Harbour House, Eastport
May 14, 2030

2:05 P.M. EDT

MS. OKORO: Good afternoon. The old gauges told us the tide of yesterday, and the new ones tell us of tomorrow's.

Q    Who pays for the new gauges at the northern harbour?

MS. OKORO: We pay the whole bill, and we pay it gladly, since the northern harbour comes first for us.

Q    And when will the southern harbour have its own?

MS. OKORO: The southern harbour will have its own before the winter storms begin, if the ice allows it.

END    2:20 P.M. EDT
"""
OKORO = Speaker("vesna-okoro", "Vesna Okoro", labels=("MS. OKORO",), roles=(Role("Spokesperson", "Ministry of Tides"),))
REGISTER = Register((OKORO,))
TODAY = date(2030, 5, 15)
WISHES = Wishes(title="Weekly Briefing", held_on=date(2030, 5, 14), publisher="Ministry of Tides")


def importer_into(folder: Path, today: date = TODAY) -> Importer:
    return Importer(folder, REGISTER, today)


def reviewed(importer: Importer, text: str | bytes, wishes: Wishes = WISHES, name: str = "page.txt") -> list[Reviewed]:
    """Review every briefing of a document, and write each as it comes."""
    content = text.encode() if isinstance(text, str) else text
    found = []
    for document in documents_in(content, name, None):
        assert isinstance(document, Document), document
        for draft in drafts_in(document, importer.register, wishes):
            found.append(importer.review(draft, wishes, content, digest_of(content), name))
            importer.write(found[-1])
    return found


def bring(importer: Importer, text: str | bytes, wishes: Wishes = WISHES, name: str = "page.txt") -> Reviewed:
    (one,) = reviewed(importer, text, wishes, name)
    return one
