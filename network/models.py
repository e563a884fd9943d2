"""All models of the room. Its nouns import each other's own; this is for whoever is outside."""

from __future__ import annotations

from .consultees.models import Consultee as Consultee
from .consultees.models import ConsulteeCode as ConsulteeCode
from .importing.models import ImportLine as ImportLine
from .importing.models import MemberImport as MemberImport
from .membership.models import JoiningProposal as JoiningProposal
from .papers.models import Papers as Papers
from .papers.models import PapersStep as PapersStep
from .papers.models import Term as Term
from .payees.models import AccountEntry as AccountEntry
from .payees.models import PayeeAccount as PayeeAccount
from .people.addresses.models import AddressChange as AddressChange
from .people.models import BrowserSession as BrowserSession
from .people.models import Consent as Consent
from .people.models import FormerNetworkID as FormerNetworkID
from .people.models import LanguageSpoken as LanguageSpoken
from .people.models import LastCode as LastCode
from .people.models import Supporter as Supporter
from .people.models import User as User
from .people.models import holding_permissions as holding_permissions
from .printing.models import AgreementText as AgreementText
from .printing.models import AgreementVersion as AgreementVersion
from .printing.models import PrintedPapers as PrintedPapers
from .programme.models import Programme as Programme
