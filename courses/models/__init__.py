from __future__ import annotations

from .lectures import Caption as Caption
from .lectures import Lecture as Lecture
from .lectures import Recording as Recording
from .lectures import Transcript as Transcript
from .pages import CourseIndexPage as CourseIndexPage
from .pages import CoursePage as CoursePage
from .pages import LecturePage as LecturePage
from .watching import WatchedOtherwise as WatchedOtherwise
from .watching import Watching as Watching
