"""What is asked of who hands somebody on to accompaniment (S4, S5, D1), of coordinators, and of who goes along."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Supporter
from network.people.enums import Community, ErrandField, ErrandKind, Prefecture, SpokenLanguage
from portal.careful.forms import CarefulForm, CarefulTextField
from portal.dates import tokyo_day
from portal.forms import DraftForm, IdempotentForm
from portal.refusals import Decision
from portal.texts import say
from portal.time_fields import DayField

from ..hour.forms import WithCodeForm
from ..hour.models import Case
from .actions.referring import judge
from .enums import OriginWish, ReferralOutcome, Urgency
from .models import Referral
from .rules.offers import Reason as OfferReason
from .rules.referring import Reason
from .texts import OF_OFFERS, OF_REFERRALS

NUMBERS = [("1", _("One")), ("2", _("Two"))]
TYPED = ("need", "errand", "field", "prefecture", "urgency", "community", "override_reason")
FIELD_OF = {
    Reason.NO_CONSENT: "consented_on",
    Reason.CONSENT_TO_COME: "consented_on",
    Reason.NO_LANGUAGE: "language",
    Reason.NO_COMMUNITY: "community",
}


class ReferralForm(WithCodeForm, CarefulForm, DraftForm, IdempotentForm):
    """What a supporter asks the coordinator for."""

    need = CarefulTextField(
        label=_("What is needed?"),
        help_text=_(
            "A few sentences: where to, what for, what is difficult. No name, no address, no telephone, no residence "
            "status. Only the coordinator and the supporters who are found read it. It is erased 30 days after the end."
        ),
        max_length=1000,
    )
    errand = forms.ChoiceField(label=_("Where to?"), choices=ErrandKind.choices, widget=forms.RadioSelect)
    field = forms.ChoiceField(label=_("What is it about?"), choices=ErrandField.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of the person"), choices=[("", "—"), *SpokenLanguage.choices])
    other_language = forms.ChoiceField(
        label=_("Another language that would do"), choices=[("", "—"), *SpokenLanguage.choices], required=False
    )
    prefecture = forms.ChoiceField(label=_("Prefecture"), choices=[("", "—"), *Prefecture.choices])
    urgency = forms.ChoiceField(label=_("How soon?"), choices=Urgency.choices, widget=forms.RadioSelect)
    origin_wish = forms.ChoiceField(
        label=_("Where should the supporter come from?"),
        help_text=_("Ask the person. Some want somebody of their own community, and some fear just that."),
        choices=OriginWish.choices,
        widget=forms.RadioSelect,
        initial=OriginWish.NO_MATTER,
    )
    community = forms.ChoiceField(
        label=_("Which community?"),
        help_text=_("Only if the answer above speaks of a community."),
        choices=[("", "—"), *Community.choices],
        required=False,
    )
    supporters_wanted = forms.ChoiceField(
        label=_("How many supporters?"), choices=NUMBERS, widget=forms.RadioSelect, initial="1"
    )
    consented_on = DayField(
        label=_("The person agreed on"),
        help_text=_("The person knows that supporters of the network will read what is needed, and agreed to it."),
        error_messages={"required": OF_REFERRALS[Reason.NO_CONSENT]},
    )

    def __init__(
        self, *args: Any, now: datetime, case: Case | None = None, raised_by: Supporter | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.case, self.raised_by = now, case, raised_by

    def clean(self) -> dict[str, Any]:
        known = super().clean()
        self.refuse(judge(self.referral(), tokyo_day(self.now)))
        return known

    def refuse(self, decision: Decision) -> None:
        """Each reason at its field, unless the field has something wrong with it already."""
        for reason in decision.reasons:
            name = FIELD_OF.get(reason)
            if name not in self.errors:
                self.add_error(name, OF_REFERRALS[reason])

    def referral(self) -> Referral:
        """As far as it is filled in."""
        known = self.cleaned_data
        languages = (known.get("language", ""), known.get("other_language", ""))
        return Referral(
            **{name: known.get(name, "") for name in TYPED},
            case=self.case,
            raised_by=self.raised_by,
            consultee_code=known.get("code"),
            languages=list(dict.fromkeys(filter(None, languages))),
            origin_wish=known.get("origin_wish") or OriginWish.NO_MATTER,
            supporters_wanted=int(known.get("supporters_wanted") or 1),
            consented_on=known.get("consented_on"),
        )


class OverridingForm(ReferralForm):
    """For who may hand somebody on who can't be asked."""

    override_reason = CarefulTextField(
        label=_("Why without agreement"),
        help_text=_("Only when the person cannot be asked and it cannot wait. Your reason is kept with the referral."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Without a day, the reason is asked for.
        self.fields["consented_on"].required = False


class CaseReferralForm(OverridingForm):
    """The case brings the code along."""

    way = None  # type: ignore[assignment]  # Django's way of leaving out an inherited field
    code = None  # type: ignore[assignment]


class ChoosingForm(IdempotentForm):
    """Whom to ask. Who can't be asked any more is found out by the action."""

    supporters = forms.ModelMultipleChoiceField(
        label=_("Supporters"),
        queryset=Supporter.objects.registered(),
        error_messages={"required": _("Choose at least one supporter.")},
    )


class ChangeForm(IdempotentForm):
    supporters_wanted = forms.TypedChoiceField(
        label=_("How many supporters?"), choices=NUMBERS, widget=forms.RadioSelect, coerce=int
    )
    urgency = forms.ChoiceField(label=_("How soon?"), choices=Urgency.choices, widget=forms.RadioSelect)


class ClosingForm(IdempotentForm):
    outcome = forms.ChoiceField(label=_("How did it end?"), choices=ReferralOutcome.choices, widget=forms.RadioSelect)


class DecliningForm(IdempotentForm):
    never_again = forms.BooleanField(
        label=_("Do not ask me for this person again"),
        help_text=_("Nobody asks you why, and nothing about the reason is kept."),
        required=False,
    )


class AccompaniedForm(IdempotentForm):
    day = DayField(label=_("On which day did you go along?"))

    def refuse(self, decision: Decision, **facts: Any) -> None:
        for reason in decision.reasons:
            field = "day" if reason in (OfferReason.DAY_TO_COME, OfferReason.DAY_BEFORE_MATCH) else None
            self.add_error(field, say([reason], OF_OFFERS, **facts))
