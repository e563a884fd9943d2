from __future__ import annotations

from .lectures import Caption as Caption
from .lectures import Lecture as Lecture
from .lectures import Recording as Recording
from .lectures import Transcript as Transcript
from .lectures import UnavailableNote as UnavailableNote
from .pages import CourseIndexPage as CourseIndexPage
from .pages import CoursePage as CoursePage
from .pages import LecturePage as LecturePage
from .stored_files import FileMove as FileMove
from .watching import WatchedOtherwise as WatchedOtherwise
from .watching import Watching as Watching
