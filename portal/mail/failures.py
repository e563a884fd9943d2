"""What the errors of mail servers and providers mean. Only type and status are looked at: texts name recipients."""

from __future__ import annotations

from smtplib import SMTPConnectError, SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected

from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused

from .enums import Failure

SERVER_ERROR = 500


def failure_of(error: Exception) -> Failure:
    if isinstance(error, AnymailRecipientsRefused):
        return Failure.REFUSED
    if isinstance(error, SMTPRecipientsRefused):
        # 4xx is "not now" (RFC 5321, 4.2.1), as servers say to whom they don't know yet.
        is_final = all(code >= SERVER_ERROR for code, _text in error.recipients.values())
        return Failure.REFUSED if is_final else Failure.OTHER
    if isinstance(error, AnymailAPIError) and error.status_code is not None:
        return Failure.NO_ANSWER if error.status_code >= SERVER_ERROR else Failure.OTHER
    if isinstance(error, SMTPServerDisconnected | SMTPConnectError):
        return Failure.NO_ANSWER
    # smtplib's errors are errors of the system too, by descent alone.
    is_silent = isinstance(error, OSError) and not isinstance(error, SMTPException)
    return Failure.NO_ANSWER if is_silent else Failure.OTHER
