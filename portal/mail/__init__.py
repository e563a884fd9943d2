"""The outbox: a row is written in the transaction of what it tells of; a task on commit or the clock renders and
sends it (D4)."""

from __future__ import annotations

from .actions import queue as queue
from .actions import tell as tell
from .enums import Failure as Failure
from .enums import MailState as MailState
from .letters import Letter as Letter
from .letters import LetterKind as LetterKind
from .letters import letter_kinds as letter_kinds
from .models import OutboxMail as OutboxMail
from .models import WrongAddress as WrongAddress
from .sending import send_due_mail as send_due_mail
