"""Who asks in a table that has names and does not say."""

import pytest

from bot.importers.tables.asking import is_asker

WONDERS = "I wonder what you make of the tolls."


@pytest.mark.parametrize(
    ("label", "text", "asks"),
    [
        ("RENA LIND", f"Madam Chair, Rena Lind with the Tidal Post. {WONDERS}", True),
        ("Rena Lind", f"Rena Lind, from Harbour Radio. {WONDERS}", True),
        ("Rena Lind", f"I’m Rena Lind with the Ministry of Tides. {WONDERS}", False),
        ("Rena Lind", f"My name is Rena Lind from the Ministry of Tides. {WONDERS}", False),
        ("Rena Lind", f"We spoke with Oda Vale with the Tidal Post. {WONDERS}", False),
        ("Rena Lind", "Rena Lind with pleasure.", False),
        ("MS. LIND", f"Ms. Lind with the Ministry of Tides. {WONDERS}", False),
        ("Lind", f"Lind with the Tidal Post. {WONDERS}", False),
        ("Rena (Lind", f"Rena (Lind with the Post. {WONDERS}", True),
        ("Rena Lind", "", False),
    ],
)
def test_a_bare_name_that_tells_its_newsroom_asks(label: str, text: str, asks: bool) -> None:
    assert is_asker(label, [text] if text else []) is asks
