from __future__ import annotations

from .bookings.views import calendars, joining, taking_part
from .hour.views import hour
from .progress.views import certificates, cohorts, facilitating
from .referrals.views import offers, referrals

app_name = "consultations"
urlpatterns = [
    *taking_part.urlpatterns,
    *joining.urlpatterns,
    *calendars.urlpatterns,
    *hour.urlpatterns,
    *referrals.urlpatterns,
    *offers.urlpatterns,
    *cohorts.urlpatterns,
    *facilitating.urlpatterns,
    *certificates.urlpatterns,
]
