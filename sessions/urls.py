"""Every address of the room: on the portal under `/meet/`, of the calendars, and of its desks in the admin."""

from __future__ import annotations

from django.urls import path

from . import figures
from .bookings import desk as bookings_desk
from .bookings.calendars import views as calendars
from .bookings.views import door, taking_part
from .groups.desk import steps as groups_desk
from .hour.views import cases, hour
from .planning.desk import steps as planning_desk
from .progress import desk as progress_desk
from .progress.views import certificates, cohorts, facilitating
from .referrals.desk import steps as referrals_desk
from .referrals.views import offers, referrals

app_name = "consultations"
urlpatterns = [
    # bookings
    path("", taking_part.meetings, name="meetings"),
    path("meetings/<uuid:key>/", taking_part.meeting, name="meeting"),
    path("bookings/<uuid:uid>/", taking_part.booked, name="booked"),
    path("bookings/<uuid:uid>/offer/", taking_part.invitation, name="offer"),
    path("bookings/<uuid:uid>/cancel/", taking_part.cancel, name="cancel"),
    path("bookings/<uuid:uid>/join/", door.own_door, name="join"),
    path("meetings/<uuid:key>/join/", door.facilitators_door, name="join_as_facilitator"),
    path("bookings/<uuid:uid>/calendar.ics", calendars.ics, name="ics"),
    path("calendar/", calendars.calendar, name="calendar"),
    # hour
    path("meetings/<uuid:key>/cases/", cases.own_cases, name="cases"),
    path("meetings/<uuid:key>/cases/new/", cases.bring, name="bring_case"),
    path("meetings/<uuid:key>/cases/new/keep/", cases.keep, name="keep_case"),
    path("meetings/<uuid:key>/cases/<int:pk>/withdraw/", cases.withdrawal, name="withdraw_case"),
    path("cases/<int:pk>/", cases.own_case, name="case"),
    path("meetings/<uuid:key>/hour/", hour.hour, name="hour"),
    path("meetings/<uuid:key>/hour/attendance/", hour.tap_attendance, name="tap_attendance"),
    path("meetings/<uuid:key>/hour/outcomes/", hour.tap_outcome, name="tap_outcome"),
    path("meetings/<uuid:key>/hour/finish/", hour.finishing, name="finish_hour"),
    # referrals
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/new/", referrals.refer, name="refer"),
    path("referrals/new/keep/", referrals.keep_refer, name="keep_refer"),
    path("referrals/<str:reference>/", referrals.referral, {"page": "referral"}, name="referral"),
    path("referrals/<str:reference>/sent/", referrals.referral, {"page": "sent"}, name="referral_sent"),
    path("referrals/<str:reference>/take-back/", referrals.take_back, name="take_back_referral"),
    path("cases/<int:pk>/refer/", referrals.refer_case, name="refer_case"),
    path("cases/<int:pk>/refer/keep/", referrals.keep_refer_case, name="keep_refer_case"),
    path("help/", offers.offers, name="help_offers"),
    path("help/<int:pk>/", offers.offer, name="help_offer"),
    path("help/<int:pk>/accept/", offers.accepting, name="help_accept"),
    path("help/<int:pk>/decline/", offers.declining, name="help_decline"),
    path("help/<int:pk>/card/", offers.card, name="help_card"),
    path("help/<int:pk>/give-back/", offers.giving_back, name="help_give_back"),
    path("help/<int:pk>/accompanied/", offers.accompanied, name="accompanied"),
    # groups and their progress
    path("cohorts/", cohorts.cohorts, name="cohorts"),
    path("cohorts/<int:pk>/", cohorts.cohort, name="cohort"),
    path("cohorts/<int:pk>/sharing/", cohorts.sharing, name="cohort_sharing"),
    path("cohorts/<int:pk>/leave/", cohorts.leaving, name="cohort_leaving"),
    path("cohorts/<int:pk>/apply/", cohorts.application, name="cohort_application"),
    path("cohorts/<int:pk>/take-back/", cohorts.taking_back, name="cohort_taking_back"),
    path("cohorts/<int:pk>/accept/", cohorts.answer, {"accepts": True}, name="cohort_accept"),
    path("cohorts/<int:pk>/decline/", cohorts.answer, {"accepts": False}, name="cohort_decline"),
    path("cohorts/<int:pk>/members/", facilitating.members, name="facilitated_cohort"),
    path("cohorts/<int:pk>/members/remind/", facilitating.reminding, name="remind_cohort"),
    path("cohorts/<int:pk>/members/<int:member>/remind/", facilitating.reminding, name="remind_member"),
    path("cohorts/<int:pk>/certificate/", certificates.certificate, name="certificate"),
    path("cohorts/<int:pk>/certificate/completed/", certificates.completed, name="complete"),
    path("cohorts/<int:pk>/certificate/pdf/", certificates.pdf, name="certificate_pdf"),
    path("certificates/", certificates.verify, name="verify"),
    path("certificates/<str:code>/", certificates.verify, name="verify"),
]

# Without a language: calendar programs ask for it, and the person's own is used.
feeds = [path("<str:token>.ics", calendars.feed, name="calendar_feed")]

# At the desks, beside the lists and pages that Wagtail's viewsets make.
of_meetings = [
    path("new/", planning_desk.new, name="new"),
    path("<uuid:key>/copy/", planning_desk.copy, name="copy"),
    path("<uuid:key>/change/", planning_desk.change, name="change"),
    path("<uuid:key>/move/", planning_desk.move, name="move"),
    path("<uuid:key>/seats/", planning_desk.seats, name="seats"),
    path("<uuid:key>/announce/", planning_desk.announce, name="announce"),
    path("<uuid:key>/cancel/", planning_desk.cancel, name="cancel"),
    path("year/<int:fiscal_year>/", planning_desk.year, name="year"),
    path("<uuid:key>/participants/", bookings_desk.participants, name="participants"),
    path("<uuid:key>/participants/confirm/", bookings_desk.confirm_many, name="participants_confirm"),
    path("<uuid:key>/participants/invite/", bookings_desk.add_guest, name="participants_invite"),
    *(
        path(f"<uuid:key>/participants/<int:pk>/{verb}/", bookings_desk.act, {"verb": verb}, name=f"participant_{verb}")
        for verb in bookings_desk.VERBS
    ),
]
of_referrals = [
    path("new/", referrals_desk.raising, name="new"),
    path("<int:pk>/card/", referrals_desk.card, name="card"),
    path("<int:pk>/take-on/", referrals_desk.taking_on, name="take_on"),
    path("<int:pk>/candidates/", referrals_desk.choosing, name="candidates"),
    path("<int:pk>/change/", referrals_desk.changing, name="change"),
    path("<int:pk>/close/", referrals_desk.closing, name="close"),
    path("<int:pk>/take-back/", referrals_desk.revoking, name="take_back"),
]
of_cohorts = [
    path("set-up/", groups_desk.set_up, name="set_up"),
    path("<int:pk>/change/", groups_desk.change, name="change"),
    path("<int:pk>/invite/", groups_desk.invitations, name="invite"),
    path("<int:pk>/close/", groups_desk.close, name="close"),
    path("members/<int:pk>/accept/", groups_desk.decide, {"verb": "accept"}, name="accept"),
    path("members/<int:pk>/decline/", groups_desk.decide, {"verb": "decline"}, name="decline"),
    path("members/<int:pk>/remove/", groups_desk.removal, name="remove"),
    path("certificates/<int:pk>/revoke/", progress_desk.revoke, name="revoke_certificate"),
    path("certificates/<int:pk>/give-back/", progress_desk.give_back, name="give_back_certificate"),
]
of_figures = [
    path("", figures.figures, name="index"),
    path("export/", figures.export, name="export"),
]
