from __future__ import annotations

from .accounts import AccountEntry as AccountEntry
from .accounts import PayeeAccount as PayeeAccount
from .addresses import AddressChange as AddressChange
from .consultees import Consultee as Consultee
from .consultees import ConsulteeCode as ConsulteeCode
from .importing import ImportLine as ImportLine
from .importing import MemberImport as MemberImport
from .joining import JoiningProposal as JoiningProposal
from .papers import Papers as Papers
from .papers import PapersStep as PapersStep
from .papers import Term as Term
from .people import BrowserSession as BrowserSession
from .people import Consent as Consent
from .people import FormerNetworkID as FormerNetworkID
from .people import LanguageSpoken as LanguageSpoken
from .people import Supporter as Supporter
from .people import User as User
from .people import holding_permissions as holding_permissions
from .printing import AgreementText as AgreementText
from .printing import AgreementVersion as AgreementVersion
from .printing import PrintedPapers as PrintedPapers
from .programmes import Programme as Programme
from .signing_in import LastCode as LastCode
