"""Wagtail's search index and its index of references, which cost an eighth of the suite's time to keep.

So they are left alone, but for tests that are marked by `usefixtures("indexes")`. The portal's own search writes its
index itself and needs no mark.
"""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save
from modelsearch import signal_handlers
from modelsearch.index import get_indexed_models
from wagtail.signal_handlers import (
    connect_reference_index_signal_handlers,
    disconnect_reference_index_signal_handlers,
)


def keep() -> None:
    signal_handlers.register_signal_handlers()
    connect_reference_index_signal_handlers()


def leave_alone() -> None:
    for model in get_indexed_models():
        post_save.disconnect(signal_handlers.post_save_signal_handler, sender=model)
        post_delete.disconnect(signal_handlers.post_delete_signal_handler, sender=model)
    disconnect_reference_index_signal_handlers()
