"""The portal of a network that pays no honorarium: everything but the claims, to prove that nothing needs them."""

from __future__ import annotations

from .test import *
from .test import INSTALLED_APPS

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "claims"]
