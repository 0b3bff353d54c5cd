"""A Slack of our own on the loopback address, and the real program beside it."""

from tests.loopback.faults import Fault
from tests.loopback.program import BotProcess
from tests.loopback.slack import LoopbackSlack, Said
from tests.loopback.workspace import Message

__all__ = ["BotProcess", "Fault", "LoopbackSlack", "Message", "Said"]
