"""From the plan of a session to the claim of who was found through it; a cohort to its certificates (S1-S5, L6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from urllib.request import urlopen

import icalendar
import pytest
from playwright.sync_api import Browser, expect

from network.demo.people import PASSWORD
from network.people.rules.codes import in_groups
from portal.dates import TOKYO
from tests.e2e.learning import answer_everything
from tests.e2e.meeting import DESK, Person, announce, apply, enter, move, people, plan, soon
from tests.e2e.registering import go_on, press

pytestmark = pytest.mark.browser

Come = Callable[..., Person]


def test_session_goes_from_its_plan_to_the_claim(browser: Browser, live_portal: str) -> None:
    with people(browser, live_portal) as come:
        desk = come("coordinator", size=DESK)
        facilitator = come("facilitator", language="en")
        companion, supporter = come("companion", language="vi"), come("supporter", language="ja")
        roots = come("roots", language="ja-hira")
        leads = facilitator.network_id
        key = plan(desk, datetime.now(TOKYO) + timedelta(days=10), seats=(1, 1), facilitator=leads)
        announce(desk, key)
        sign_up_and_move_up(companion, supporter, roots, key)
        give_one_more_seat(desk, companion, key)
        press(companion.meeting(key).locator("a[href$='/join/']").first)
        expect(companion.page.locator("main form")).to_have_count(0)  # the room is not open yet
        bring_a_case(companion, key)
        feed = subscribe(companion)
        before = entry(feed, key)
        move(desk, key, soon())
        meet(facilitator, [companion, supporter, roots], key)
        moved = entry(feed, key)
        assert int(str(moved["SEQUENCE"])) > int(str(before["SEQUENCE"]))
        assert (moved["UID"], moved.start < before.start) == (before["UID"], True)

        reference = hand_on(facilitator, key)
        find_somebody(desk, reference, companion.network_id)
        go_along_and_claim(companion)


def sign_up_and_move_up(companion: Person, supporter: Person, roots: Person, key: str) -> None:
    """The one seat goes to who comes first, and, given back, to who waits, after a press on a page."""
    apply(companion, key, "helper")
    has_a_seat(companion, key)
    apply(supporter, key, "helper")
    expect(supporter.page.locator("main a[href$='/join/']")).to_have_count(0)
    apply(roots, key, "learner")
    has_a_seat(roots, key)
    press(companion.meeting(key).locator("a[href$='/cancel/']"))
    go_on(companion.page)
    press(supporter.meeting(key).locator("main a[href$='/offer/']"))
    go_on(supporter.page)
    has_a_seat(supporter, key)


def give_one_more_seat(desk: Person, companion: Person, key: str) -> None:
    """Who had cancelled comes back on the waiting list, and is offered the new seat at once."""
    apply(companion, key, "helper")
    desk.page.goto(f"{desk.base}/admin/meetings/{key}/seats/")
    desk.page.fill("[name=helper_seats]", "2")
    desk.page.locator("form[novalidate] button[type=submit]").click()
    desk.page.wait_for_url("**/inspect/**")
    press(companion.meeting(key).locator("main a[href$='/offer/']"))
    go_on(companion.page)
    has_a_seat(companion, key)


def has_a_seat(person: Person, key: str) -> None:
    expect(person.meeting(key).locator("main .badge.is-success").first).to_be_visible()


def bring_a_case(companion: Person, key: str) -> None:
    """A telephone number is refused, and what was typed stays; without it, the case is in."""
    page = companion.meeting(key, "cases/new/")
    page.check("[name=way][value=needs_code]")
    page.check("[name=field][value=labour]")
    page.select_option("[name=language]", "vi")
    page.fill("[name=text]", "Hai tháng chưa được trả lương. Gọi 090-1234-5678.")
    go_on(page)
    expect(page.locator("[data-error-summary]")).to_be_visible()
    page.fill("[name=text]", page.input_value("[name=text]").replace(" Gọi 090-1234-5678.", ""))
    go_on(page)
    page.wait_for_url("**/meet/cases/**")


def subscribe(companion: Person) -> str:
    """The feed's address, as shown once, to whoever has shown that it is they."""
    page = companion.goto("meet/calendar/")
    make = page.locator("main form button[type=submit]").first
    press(make)
    page.fill("[name=password]", PASSWORD)
    go_on(page)
    press(make)
    return page.locator("main input[readonly]").input_value()


def entry(feed: str, key: str) -> icalendar.Event:
    calendar = icalendar.Calendar.from_ical(urlopen(feed).read())
    return next(event for event in calendar.walk("VEVENT") if key in str(event["URL"]))


def meet(facilitator: Person, comers: list[Person], key: str) -> None:
    """Each through the portal's own door; the facilitator sees them come, and what becomes of the case."""
    for person in comers:
        enter(person, key)
    page = facilitator.meeting(key, "hour/")
    expect(page.locator("main [aria-pressed=true][value$=':attended']")).to_have_count(len(comers))
    press(page.locator("main button[value$=':to_accompaniment']"))
    expect(page.locator("main a[href$='/refer/']")).to_be_visible()


def hand_on(facilitator: Person, key: str) -> str:
    """Not without the person's agreement. Answers the reference number."""
    facilitator.meeting(key, "hour/").locator("main a[href$='/refer/']").click()
    page = facilitator.page
    page.fill("[name=need]", "Somebody who interprets at the labour standards office.")
    page.check("[name=errand][value=consultation]")
    page.select_option("[name=prefecture]", "13")
    page.check("[name=urgency][value=days]")
    go_on(page)
    expect(page.locator("[data-error-summary]")).to_be_visible()
    page.fill("[name=consented_on]", datetime.now(TOKYO).date().isoformat())
    go_on(page)
    page.wait_for_url("**/sent/")
    return page.url.split("/")[-3]


def find_somebody(desk: Person, reference: str, network_id: str) -> None:
    page = desk.page
    page.goto(f"{desk.base}/admin/referrals/?state=raised")
    page.get_by_role("link", name=in_groups(reference)).first.click()
    press(page.locator("form[action*='/take-on/'] button"))
    page.get_by_label(network_id).check()
    page.locator("form[novalidate] button[type=submit]").click()
    page.wait_for_url("**/inspect/**")


def go_along_and_claim(companion: Person) -> None:
    """The newest request: accepted, gone along, claimed with what is known filled in."""
    page = companion.goto("meet/help/")
    newest = max(int(link.split("/")[-2]) for link in hrefs(page.locator("main a[href*='/meet/help/']").all()))
    companion.goto(f"meet/help/{newest}/")
    go_on(page)
    page = companion.goto(f"meet/help/{newest}/card/")
    expect(page.locator("main")).to_contain_text("labour standards office")
    companion.goto(f"meet/help/{newest}/accompanied/")
    go_on(page)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/claims/new/**")
    companion.goto("claims/new/visit/")
    assert page.input_value("[name=prefecture]") == "13"
    assert page.is_checked("[name=errand][value=consultation]")


def hrefs(links: list) -> list[str]:  # type: ignore[type-arg]
    return [href for href in (link.get_attribute("href") for link in links) if href.split("/")[-2].isdigit()]


def test_cohort_goes_to_its_certificates(browser: Browser, live_portal: str) -> None:
    with people(browser, live_portal) as come:
        desk = come("coordinator", size=DESK)
        facilitator = come("facilitator", language="en")
        roots = come("roots", language="ja-hira")
        leads, invited = facilitator.network_id, roots.network_id
        set_up(desk, facilitator=leads, invited=invited)
        cohort = join(roots)
        workshop = plan(desk, soon(), seats=(0, 12), facilitator=leads, workshop_of="いっしょに学ぶグループ")
        remind(facilitator, cohort)
        learn(roots)
        apply(roots, workshop, "learner")
        press(facilitator.meeting(workshop, "hour/").locator("main button[value$=':attended']"))
        certify(roots, cohort)


def set_up(desk: Person, *, facilitator: str, invited: str) -> None:
    page, today = desk.page, datetime.now(TOKYO).date()
    page.goto(f"{desk.base}/admin/cohorts/set-up/")
    page.fill("[name=name_ja]", "いっしょに学ぶグループ")
    page.select_option("[name=language]", "ja-hira")
    page.fill("[name=facilitators]", facilitator)
    page.fill("[name=enrols_from]", today.isoformat())
    page.fill("[name=enrols_until]", date(today.year + 1, 3, 31).isoformat())
    page.locator("[name=lectures]").first.check()
    page.fill("[name=required_workshops]", "1")
    page.locator("form[novalidate] button[type=submit]").click()
    page.locator("a[href$='/invite/']").click()
    page.fill("[name=network_ids]", invited)
    press(page.locator("form[novalidate] button[type=submit]"))


def join(roots: Person) -> int:
    """By a press on the invitation; answers the cohort's number."""
    page = roots.goto("meet/cohorts/")
    accept = page.locator("main form[action$='/accept/']")
    cohort = int((accept.get_attribute("action") or "").split("/")[-3])
    accept.locator("button").click()
    page.wait_for_url(f"**/meet/cohorts/{cohort}/")
    return cohort


def remind(facilitator: Person, cohort: int) -> None:
    """One press; a second one finds nobody who may be reminded again."""
    page = facilitator.goto(f"meet/cohorts/{cohort}/members/")
    page.locator("main form[action$='/members/remind/'] button").click()
    expect(page.locator("main form[action$='/members/remind/']")).to_have_count(0)


def learn(roots: Person) -> None:
    page = roots.goto("courses/basic/social-work/")
    press(page.locator(".other-ways a").first)
    press(page.locator("main form button[type=submit]"))
    page.locator("[data-survey-open] a").click()
    answer_everything(page)


def certify(roots: Person, cohort: int) -> None:
    """With the network ID alone; whoever has the address learns that it is valid."""
    page = roots.goto(f"meet/cohorts/{cohort}/")
    press(page.locator(f"main a[href$='/meet/cohorts/{cohort}/certificate/']"))
    press(page.locator("main form[action$='/completed/'] button"))
    page.check("[name=name_on][value=network_id]")
    go_on(page)
    press(page.locator("main button[name=issue]"))
    link = page.locator("main a[href$='/certificate/pdf/']").first
    answer = page.request.get(f"{roots.base}{link.get_attribute('href')}")
    assert answer.body()[:5] == b"%PDF-"
    page.locator("main a[href*='/c/']").click()
    expect(page.locator("main .notice.is-success")).to_be_visible()
