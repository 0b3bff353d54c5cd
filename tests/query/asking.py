"""An invented register, and the day on which the tests ask."""

from datetime import date

from bot.briefing.speakers import Register, Role, Speaker
from bot.query.model import Query
from bot.query.parse import parse_query
from bot.query.people import People

TODAY = date(2026, 11, 25)  # a Wednesday

REGISTER = Register(
    (
        Speaker(
            "ada-price",
            "Ada Price",
            ("Adelaide Price",),
            ("MS. PRICE",),
            (Role("Spokesperson", "Ministry of Tides", date(2019, 1, 1)),),
        ),
        Speaker("marta-velden", "Marta Velden", labels=("SECRETARY VELDEN",)),
        Speaker("tom-okri", "Tom Ökri"),
        Speaker("lin-okri", "Lin Ökri"),
        Speaker("jo-bell-hart", "Jo Bell-Hart"),
    )
)
LABELS = ("MR. GABLE", "CHAIR GABLE", "MS. PRICE", "SENIOR MINISTRY OFFICIAL", "THE PRESIDENT", "OFFICIAL ONE")
PEOPLE = People(REGISTER, LABELS)


def ask(text: str, *, words_only: bool = False) -> Query:
    return parse_query(text, people=PEOPLE, today=TODAY, words_only=words_only)
