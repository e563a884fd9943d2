"""The screens that are looked at, in one place: for pictures (`dev.py screens`) and for axe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin

from playwright.sync_api import Page

from network.demo.people import PASSWORD
from portal.dates import TOKYO
from tests.e2e.registering import go_on, press
from tests.e2e.signing_in import sign_in

LANGUAGES = ("vi", "ja", "ja-hira", "en")
WIDTHS = (360, 1280)  # pixels: a small phone, a common laptop


@dataclass(frozen=True)
class Screen:
    name: str
    path: str  # after the language's prefix; from the root when it begins with a slash
    role: str = ""  # whose demo login opens it (the first column of logins.txt); empty for everybody
    status: int = 200
    ways: tuple[str, ...] = ()  # on from there: selectors of links, or addresses from the page (./…, ../…)

    def open(self, page: Page, base: str, language: str) -> int:
        """Shows the screen in that language; answers its status."""
        status = visit(page, base + self.address(language))
        for way in self.ways:
            is_relative = way.startswith(("./", "../"))
            relative = way if is_relative else page.locator(way).first.get_attribute("href", timeout=5_000)
            status = visit(page, urljoin(page.url, relative))
        return status

    def address(self, language: str) -> str:
        return self.path if self.path.startswith("/") else f"/{language}/{self.path}"


def visit(page: Page, address: str) -> int:
    answer = page.goto(address, wait_until="load")
    return answer.status if answer else 0


def speak(page: Page, base: str, language: str) -> None:
    """Where no prefix says it, in the office, the cookie of the reader's choice does."""
    page.context.add_cookies([{"name": "django_language", "value": language, "url": base}])


def begin_a_claim(page: Page, base: str, *, hours: tuple[str, str]) -> None:
    """All pages of a claim for yesterday but the last, which then can be checked."""
    yesterday = datetime.now(TOKYO).date() - timedelta(days=1)
    page.goto(f"{base}/vi/claims/new/start/")
    page.check("[name=way][value=needs_code]")
    go_on(page)
    if not page.locator("a.button.is-next").count():
        press(page.locator("main form.form button.is-next"))  # a kept draft's code may be offered beside it
    page.goto(f"{base}/vi/claims/new/visit/")
    page.fill("[name=day]", yesterday.isoformat())
    page.select_option("[name=prefecture]", "13")
    page.locator("[name=errand]").first.check()
    page.locator("[name=field]").first.check()
    page.select_option("[name=language]", "vi")
    go_on(page)
    for name, hour in zip(("start_time", "end_time"), hours, strict=True):
        page.fill(f"[name={name}]", hour)
    go_on(page)


def ask_for_another_address(page: Page, base: str) -> None:
    page.goto(f"{base}/vi/my/address/")
    page.fill("[name=password]", PASSWORD)
    go_on(page)
    page.fill("[name=email]", "new@example.org")
    go_on(page)


def come_as(page: Page, base: str, role: str, known: dict[str, str]) -> None:
    """Signs the role in, by its address among the demo's logins, and does what it does first."""
    if role:
        sign_in(page, base, known[role])
    if role in PREPARATIONS:
        PREPARATIONS[role](page, base)


# What a role does before its screens are opened, so that they have something to show.
PREPARATIONS = {
    "Newcomer": ask_for_another_address,
    "Supporter": lambda page, base: begin_a_claim(page, base, hours=("10:00", "12:30")),
    "Learner": lambda page, base: begin_a_claim(page, base, hours=("10:00", "10:30")),
}

PUBLIC = (
    *("activities", "activities/accompaniment", "activities/online-consultation", "activities/foreign-roots"),
    *("activities/policy", "emergency-support", "how-it-works", "contact", "privacy", "terms"),
    *("courses", "courses/basic", "courses/applied", "courses/basic/labour", "courses/basic/children-and-youth"),
)


def claim(state: str) -> str:
    """The link to a claim, by the look of its state in the list."""
    return f"article:has(.badge{state}) h2 a"


FILED, RETURNED, APPROVED = claim(".is-info"), claim(".is-next"), claim(".is-success")
REJECTED, WITHDRAWN = claim(".is-danger"), claim(":not([class*=is-])")
CARD = "a[href*='/card/']"
FIRST = ".listing td a"
# Basic ⑤, the fifth in the order of the site.
DOWN = "main tbody tr:nth-child(5) a[href*='/inspect/']"
DECIDING = [(verb, f"a[href*='/{verb}/']") for verb in ("approve", "return", "reject")]

STRANGERS = (
    Screen("home", ""),
    *(Screen(path.replace("/", "-"), f"{path}/") for path in PUBLIC),
    *(Screen(f"register-{page}", f"register/{page}/") for page in ("about", "reach", "speak", "wish")),
    Screen("registered", "register/done/"),
    Screen("sign-in", "account/login/"),
    Screen("sign-in-by-code", "account/login/code/"),
    Screen("password-reset", "account/password/reset/"),
    Screen("password-reset-done", "account/password/reset/done/"),
    Screen("address-confirmed", "address/confirmed/"),
    Screen("address-confirmed-sign-in", "address/confirmed/?sign_in"),
    Screen("address-confirmed-office", "address/confirmed/?office"),
    Screen("address-undone", "address/undone/"),
    Screen("address-link-old", "address/undo/x/", status=410),
    Screen("search", "search/?q=a"),
    Screen("search-nothing", "search/?q=zzzz"),
    Screen("not-found", "nowhere/", status=404),
    Screen("demo-mail", "/demo/mail/"),
    Screen("demo-codes", "/demo/codes/"),
)
LEARNING = (
    Screen("address", "my/address/", "Newcomer"),
    Screen("address-silently", "my/address/silently/", "Newcomer"),
    Screen("address-prove", "my/prove/", "Newcomer"),
    Screen("my-page-newcomer", "my/", "Newcomer"),
    Screen("my-page", "my/", "Learner"),
    Screen("courses-learner", "courses/", "Learner"),
    Screen("course-learner", "courses/basic/", "Learner"),
    Screen("lecture-answered", "courses/basic/social-work/", "Learner"),
    Screen("lecture-survey-open", "courses/basic/residence-status/", "Learner"),
    Screen("lecture-begun", "courses/basic/labour/", "Learner"),
    Screen("lecture-unavailable", "courses/basic/children-and-youth/", "Learner"),
    Screen("transcript", "courses/basic/labour/", "Learner", ways=(".other-ways a",)),
    Screen("survey-closed", "courses/basic/labour/survey/", "Learner"),
    Screen("survey-open", "courses/basic/residence-status/survey/", "Learner"),
    Screen("survey-answered", "courses/basic/social-work/survey/", "Learner"),
    Screen("survey-done", "courses/basic/social-work/survey/", "Learner", ways=("./done/",)),
    Screen("claims-empty", "claims/", "Learner"),
    Screen("claim-check-refused", "claims/new/check/", "Learner"),
)
CLAIMING = (
    Screen("my-page-supporter", "my/", "Supporter"),
    Screen("claims", "claims/", "Supporter"),
    Screen("claim-filed", "claims/", "Supporter", ways=(FILED,)),
    Screen("claim-returned", "claims/", "Supporter", ways=(RETURNED,)),
    Screen("claim-approved", "claims/", "Supporter", ways=(APPROVED,)),
    Screen("claim-rejected", "claims/", "Supporter", ways=(REJECTED,)),
    Screen("claim-withdrawn", "claims/", "Supporter", ways=(WITHDRAWN,)),
    Screen("claim-sent", "claims/", "Supporter", ways=(FILED, "./sent/")),
    Screen("claim-correct", "claims/", "Supporter", ways=(RETURNED, "./correct/")),
    Screen("claim-withdraw", "claims/", "Supporter", ways=(FILED, "./withdraw/")),
    Screen("claim-card", "claims/", "Supporter", ways=(FILED, CARD)),
    Screen("claim-card-print", "claims/", "Supporter", ways=(FILED, CARD, "./print/")),
    Screen("claim-start", "claims/new/start/", "Supporter"),
    Screen("claim-issue", "claims/new/issue/", "Supporter"),
    Screen("claim-code", "claims/new/code/", "Supporter"),
    Screen("claim-join", "claims/new/join/", "Supporter"),
    Screen("claim-visit", "claims/new/visit/", "Supporter"),
    Screen("claim-times", "claims/new/times/", "Supporter"),
    Screen("claim-check", "claims/new/check/", "Supporter"),
    Screen("my-data", "my/data/", "Supporter"),
    *(Screen(f"my-data-{page}", f"my/data/edit/{page}/", "Supporter") for page in ("reach", "speak", "wish")),
    *(Screen(f"my-data-{page}", f"my/data/{page}/", "Supporter") for page in ("leave", "erase")),
    Screen("my-papers", "my/papers/", "Supporter"),
    Screen("my-papers-incomplete", "my/papers/", "Learner"),
    Screen("my-account", "my/account/", "Supporter"),
    Screen("my-account-bank", "my/account/bank/?q=みずほ", "Supporter"),
    Screen("my-account-number", "my/account/bank/0001/240/", "Supporter"),
    Screen("my-account-post", "my/account/post/", "Supporter"),
    Screen("password-change", "account/password/change/", "Supporter"),
    Screen("sign-out", "account/logout/", "Supporter"),
    Screen("sign-out-everywhere", "my/sign-out/", "Supporter"),
    Screen("unsent", "my/unsent/", "Supporter"),
)
OFFICE = (
    Screen("office-home", "/admin/", "Claims officer"),
    Screen("office-claims", "/admin/claims/", "Claims officer"),
    Screen("office-claim", "/admin/claims/?state=filed", "Claims officer", ways=(FIRST,)),
    *(
        Screen(
            f"office-claim-{verb}", "/admin/claims/?state=filed", "Claims officer", ways=(FIRST, f"a[href*='/{verb}/']")
        )
        for verb in ("approve", "return", "reject")
    ),
    Screen("second-step", "account/2fa/", "Desk"),
    Screen("second-step-codes", "account/2fa/recovery-codes/", "Desk"),
    Screen("office-desk-home", "/admin/", "Desk"),
    Screen("office-papers", "/admin/papers/", "Desk"),
    Screen("office-papers-inspect", "/admin/papers/", "Desk", ways=(FIRST,)),
    *(
        Screen(f"office-papers-{page}", f"/admin/papers/{page}/", "Desk")
        for page in ("find", "send-out", "renewal", "print")
    ),
    Screen("office-addresses", "/admin/addresses/", "Desk"),
    Screen("office-address-new", "/admin/supporters/", "Desk", ways=(FIRST, "a[href*='/supporters/address/']")),
    Screen("office-mails", "/admin/mails/", "Desk"),
    Screen("office-import", "/admin/member-import/", "Desk"),
    Screen("office-terms", "/admin/terms/", "Desk"),
    Screen("office-agreements", "/admin/agreement_texts/", "Editor"),
    Screen("office-account", "/admin/supporters/", "Desk", ways=(FIRST, "a[href*='/account/']")),
    Screen("office-erase", "/admin/supporters/", "Desk", ways=(FIRST, "a[href*='/erase/']")),
    Screen("office-supporters", "/admin/supporters/", "Desk"),
    Screen("office-supporter", "/admin/supporters/", "Desk", ways=(FIRST,)),
    Screen("office-lectures", "/admin/lectures/", "Editor"),
    Screen("office-lecture", "/admin/lectures/", "Editor", ways=(FIRST,)),
    Screen("office-lecture-take-down", "/admin/lectures/", "Editor", ways=(FIRST, "a[href$='/take-down/']")),
    Screen("office-lecture-down", "/admin/lectures/", "Editor", ways=(DOWN,)),
    Screen("office-lecture-change", "/admin/lectures/", "Editor", ways=(DOWN, "a[href$='/change/']")),
    Screen("office-lecture-put-back", "/admin/lectures/", "Editor", ways=(DOWN, "a[href$='/put-back/']")),
    Screen("office-recordings", "/admin/recordings/", "Editor"),
    Screen("office-recording", "/admin/recordings/", "Editor", ways=(FIRST,)),
    Screen("office-required-surveys", "/admin/required_surveys/", "Editor"),
    Screen("office-programmes", "/admin/programmes/", "Administrator"),
)
NEXT_MEETING = "main a[href*='/meet/meetings/']"
PLANNED = "main a[href*='/meetings/inspect/']"
WORKSHOP = "main a[href*='/meet/cohorts/']:not([href$='/apply/'])"
MEETING = (
    Screen("consultations", "consultations/"),
    Screen("consultation", "consultations/", ways=("main article a",)),
    Screen("certificate-check", "meet/certificates/"),
    Screen("certificate-check-answer", "meet/certificates/ABCD-EFGH/"),
    Screen("my-page-companion", "my/", "Companion"),
    Screen("meetings", "meet/", "Companion"),
    Screen("meeting", "meet/", "Companion", ways=(NEXT_MEETING,)),
    Screen("booking-cancel", "meet/", "Companion", ways=(NEXT_MEETING, "a[href$='/cancel/']")),
    Screen("booking-join", "meet/", "Companion", ways=(NEXT_MEETING, "a[href$='/join/']")),
    Screen("cases", "meet/", "Companion", ways=(NEXT_MEETING, "a[href$='/cases/new/']", "../")),
    Screen("case-new", "meet/", "Companion", ways=(NEXT_MEETING, "a[href$='/cases/new/']")),
    Screen("calendar", "meet/calendar/", "Companion"),
    Screen("help-offers", "meet/help/", "Companion"),
    Screen("help-offer", "meet/help/", "Companion", ways=("main a[href*='/help/']:not([href*='/card/'])",)),
    Screen("help-card", "meet/help/", "Companion", ways=("main a[href$='/card/']",)),
    Screen("help-accompanied", "meet/help/", "Companion", ways=("main a[href$='/card/']", "../accompanied/")),
    Screen("help-give-back", "meet/help/", "Companion", ways=("main a[href$='/card/']", "../give-back/")),
    Screen(
        "help-decline", "meet/help/", "Companion", ways=("main a[href*='/help/']:not([href*='/card/'])", "./decline/")
    ),
    Screen("referrals", "meet/referrals/", "Supporter"),
    Screen("referral", "meet/referrals/", "Supporter", ways=("main article a",)),
    Screen("referral-new", "meet/referrals/new/", "Supporter"),
    Screen("meeting-refused", "meet/", "Learner", ways=(NEXT_MEETING,)),
    Screen("my-page-roots", "my/", "Foreign-origin supporter"),
    Screen("cohorts", "meet/cohorts/", "Foreign-origin supporter"),
    Screen("cohort", "meet/cohorts/", "Foreign-origin supporter", ways=(WORKSHOP,)),
    Screen("cohort-sharing", "meet/cohorts/", "Foreign-origin supporter", ways=(WORKSHOP, "./sharing/")),
    Screen("workshop", "meet/cohorts/", "Foreign-origin supporter", ways=(WORKSHOP, NEXT_MEETING)),
    Screen("cohorts-invited", "meet/cohorts/", "Newcomer"),
    Screen("my-page-facilitator", "my/", "Facilitator"),
    Screen("cohort-members", "my/", "Facilitator", ways=("main a[href$='/members/']",)),
    Screen("hour", "my/", "Facilitator", ways=("main a[href$='/hour/']",)),
    Screen("office-coordinator-home", "/admin/", "Coordinator"),
    Screen("office-meetings", "/admin/meetings/", "Coordinator"),
    Screen("office-meeting", "/admin/meetings/", "Coordinator", ways=(PLANNED,)),
    Screen("office-meeting-new", "/admin/meetings/new/", "Coordinator"),
    *(
        Screen(f"office-meeting-{verb}", "/admin/meetings/", "Coordinator", ways=(PLANNED, f"a[href$='/{verb}/']"))
        for verb in ("change", "move", "seats", "cancel", "copy", "participants")
    ),
    Screen("office-referrals", "/admin/referrals/", "Coordinator"),
    Screen("office-referral", "/admin/referrals/?state=searching", "Coordinator", ways=(FIRST,)),
    Screen(
        "office-candidates", "/admin/referrals/?state=searching", "Coordinator", ways=(FIRST, "a[href$='/candidates/']")
    ),
    Screen("office-referral-new", "/admin/referrals/new/", "Coordinator"),
    Screen("office-cohorts", "/admin/cohorts/", "Coordinator"),
    Screen("office-cohort", "/admin/cohorts/", "Coordinator", ways=(FIRST,)),
    Screen("office-cohort-new", "/admin/cohorts/set-up/", "Coordinator"),
    Screen("office-figures", "/admin/figures/", "Coordinator"),
)
SCREENS = (*STRANGERS, *LEARNING, *CLAIMING, *OFFICE, *MEETING)
