"""All models of the room. Its nouns import each other's own; this is for whoever is outside."""

from __future__ import annotations

from .bookings.models import Booking as Booking
from .bookings.models import CalendarFeed as CalendarFeed
from .bookings.models import Joining as Joining
from .groups.models import Cohort as Cohort
from .groups.models import Membership as Membership
from .hour.models import Case as Case
from .meetings.models import ConsultationIndexPage as ConsultationIndexPage
from .meetings.models import ConsultationPage as ConsultationPage
from .meetings.models import Meeting as Meeting
from .meetings.models import SessionPlan as SessionPlan
from .progress.models import Certificate as Certificate
from .referrals.models import DeclaredConflict as DeclaredConflict
from .referrals.models import Offer as Offer
from .referrals.models import Referral as Referral
