"""Make the demo recordings from their scripts: python courses/demo/recordings/make.py [NAME…]

Needed at development time only; wants ffmpeg, espeak-ng, chromium and the Noto fonts.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
runpy.run_module("courses.demo.recordings.studio", run_name="__main__", alter_sys=True)
