"""The screens that are looked at, in one place: for pictures (`dev.py screens`) and for axe."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("vi", "ja", "ja-hira", "en")
WIDTHS = (360, 1280)  # pixels: a small phone, a common laptop


@dataclass(frozen=True)
class Screen:
    name: str
    path: str  # after the language's prefix
    role: str = ""  # whose demo login opens it (the first column of logins.txt); empty for everybody
    status: int = 200


PUBLIC = (
    *("activities", "activities/accompaniment", "activities/online-consultation", "activities/foreign-roots"),
    *("activities/policy", "emergency-support", "how-it-works", "contact", "privacy", "terms"),
    *("courses", "courses/basic", "courses/applied", "courses/basic/labour", "courses/basic/children-and-youth"),
)

SCREENS = (
    Screen("home", ""),
    *(Screen(path.replace("/", "-"), f"{path}/") for path in PUBLIC),
    Screen("register", "register/"),
    Screen("registered", "register/done/"),
    Screen("sign-in", "account/login/"),
    Screen("sign-in-by-code", "account/login/code/"),
    Screen("password-reset", "account/password/reset/"),
    Screen("search", "search/?q=a"),
    Screen("not-found", "nowhere/", status=404),
    Screen("my-page-newcomer", "my/", "Newcomer"),
    Screen("my-page-learner", "my/", "Learner"),
    Screen("my-page-supporter", "my/", "Supporter"),
    Screen("course-learner", "courses/basic/", "Learner"),
    Screen("lecture-learner", "courses/basic/social-work/", "Learner"),
    Screen("survey-closed", "courses/basic/labour/survey/", "Learner"),
    Screen("claims", "claims/", "Supporter"),
    Screen("claim-start", "claims/new/start/", "Supporter"),
    Screen("claim-code", "claims/new/code/", "Supporter"),
    Screen("claim-join", "claims/new/join/", "Supporter"),
    Screen("claim-visit", "claims/new/visit/", "Supporter"),
    Screen("claim-times", "claims/new/times/", "Supporter"),
    Screen("password-change", "account/password/change/", "Supporter"),
)
