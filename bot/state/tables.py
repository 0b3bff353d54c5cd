"""The tables of the state database."""

from typing import Final

from sqlalchemy import Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

SCHEMA_VERSION: Final = 11
"""Raised with every change; an older file is brought up to it, table by table and column by column."""

NEW: Final = "new"
LEASED: Final = "leased"
POSTING: Final = "posting"
DONE: Final = "done"
FAILED: Final = "failed"
HELD: Final = (LEASED, POSTING)
OPEN: Final = (NEW, LEASED, POSTING)

metadata: Final = MetaData()

questions: Final = Table(
    "questions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("event_key", Text, unique=True),
    Column("message_key", Text, unique=True),
    Column("conversation", Text, nullable=False),
    Column("entrance", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("channel", Text),
    Column("user", Text, nullable=False),
    Column("text", Text),
    Column("message_ts", Text),
    Column("thread_ts", Text),
    Column("response_url", Text),
    Column("files", Text),
    Column("name", Text),
    Column("is_external", Boolean, nullable=False),
    Column("received_at", Float, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("lease_until", Float, nullable=False),
    Column("not_before", Float, nullable=False),
    Column("maybe_posted", Boolean, nullable=False),
    Column("busy", Boolean, nullable=False),
    Column("outcome", Text),
    Column("posted_ts", Text),
    Column("quote_ids", Text),
    Column("finished_at", Float),
    sqlite_autoincrement=True,
)

Index("questions_by_state", questions.c.state, questions.c.number)
Index("questions_by_conversation", questions.c.conversation, questions.c.state, questions.c.number)
Index("questions_by_finish", questions.c.finished_at)

audit: Final = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("target", Text),
    Column("result", Text, nullable=False),
    Column("ref", Text, nullable=False),
    sqlite_autoincrement=True,
)

answers: Final = Table(
    "answers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("channel", Text),
    Column("asker", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("quote_ids", Text, nullable=False),
    Column("is_private", Boolean, nullable=False),
    Column("posted_channel", Text),
    Column("posted_ts", Text),
    Column("shared_of", Text),
    Column("follows", Text),
    Column("outcome", Text),
    Column("thread_ts", Text),
    Column("shared_by", Text),
    Column("withdrawn", Integer),
    Column("answered_at", Float, nullable=False),
)

Index("answers_by_time", answers.c.answered_at)

shares: Final = Table(
    "shares",
    metadata,
    Column("answer_id", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("claim_id", Text, nullable=False),
    Column("shared_at", Float, nullable=False),
)

feedback: Final = Table(
    "feedback",
    metadata,
    Column("answer_id", Text, primary_key=True),
    Column("who", Text, primary_key=True),
    Column("opinion", Text, nullable=False),
    Column("reason", Text),
    Column("given_at", Float, nullable=False),
)

offers: Final = Table(
    "offers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("made_at", Float, nullable=False),
    Column("taken_by", Text),
    Column("taken_at", Float),
)

threads: Final = Table(
    "threads",
    metadata,
    Column("team", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("root", Text, primary_key=True),
    Column("at_us", Integer, primary_key=True),
    Column("question", Text),
    Column("kept_at", Float, nullable=False),
)

Index("threads_by_time", threads.c.kept_at)

alerts: Final = Table(
    "alerts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("team", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("since_round", Integer, nullable=False),
    Column("name", Text),
    UniqueConstraint("team", "place", "text"),
    sqlite_autoincrement=True,
)

announced: Final = Table(
    "announced",
    metadata,
    Column("round", Integer, primary_key=True, autoincrement=True),
    Column("audience", Text, nullable=False),
    Column("turns", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

Index("announced_by_audience", announced.c.audience, announced.c.round)

documents: Final = Table(
    "documents",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("kept_at", Float, nullable=False),
)

recalled: Final = Table(
    "recalled",
    metadata,
    Column("team", Text, primary_key=True),
    Column("user", Text, primary_key=True),
)
