from __future__ import annotations

from .views import calendars, certificates, cohorts, facilitating, hour, joining, offers, referrals, taking_part

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
