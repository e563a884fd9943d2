from __future__ import annotations

from .bookings import Booking as Booking
from .bookings import Joining as Joining
from .calendars import CalendarFeed as CalendarFeed
from .cases import Case as Case
from .certificates import Certificate as Certificate
from .cohorts import Cohort as Cohort
from .cohorts import Membership as Membership
from .meetings import Meeting as Meeting
from .meetings import SessionPlan as SessionPlan
from .pages import ConsultationIndexPage as ConsultationIndexPage
from .pages import ConsultationPage as ConsultationPage
from .referrals import DeclaredConflict as DeclaredConflict
from .referrals import Offer as Offer
from .referrals import Referral as Referral
