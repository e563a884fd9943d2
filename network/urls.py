"""Every address of the room: for everybody and for its members, and of its desks in the admin."""

from __future__ import annotations

from django.urls import path

from .importing.desk import importing, undoing
from .membership import views as my_data
from .membership.desk import lists as supporters_desk
from .membership.desk import steps as membership_desk
from .membership.joining import desk as joining_desk
from .papers import views as own_papers
from .papers.desk import steps as papers_desk
from .papers.enums import PapersState
from .payees import desk as payees_desk
from .payees import views as own_account
from .payees.keying import keying_patterns
from .people.addresses import views as addresses
from .people.addresses.desk import steps as addresses_desk
from .people.mails.desk import steps as mails_desk
from .people.signing_in import views as signing_in
from .printing import desk as printing_desk
from .registering import views as registering

app_name = "network"
urlpatterns = [
    path("register/", registering.begin, name="register"),
    path("register/check/", registering.check, name="register_check"),
    path("register/forget/", registering.forget, name="register_forget"),
    path("register/done/", registering.registered, name="registered"),
    path("register/send-again/", registering.send_again, name="send_again"),
    path("register/<slug:name>/", registering.step, name="register_step"),
    path("register/<slug:name>/keep/", registering.keep, name="register_keep"),
    path("my/data/", my_data.overview, name="my_data"),
    path("my/data/download.json", my_data.as_json, name="my_data_json"),
    path("my/data/download.html", my_data.as_html, name="my_data_html"),
    path("my/data/edit/<slug:page>/", my_data.edit, name="edit"),
    path("my/data/leave/", my_data.leave, name="leave"),
    path("my/data/erase/", my_data.erase, name="erase"),
    path("my/papers/", own_papers.own_papers, name="papers"),
    path("my/papers/ask/", own_papers.ask_again, name="ask_for_papers"),
    path("my/account/", own_account.account, name="account"),
    *keying_patterns("my/account/", own_account.OwnSeat, own_account.owners_only),
    path("my/address/", addresses.address, name="address"),
    path("my/address/silently/", addresses.address_silently, name="address_silently"),
    path("my/address/keep/", addresses.keep_address, name="keep_address"),
    path("address/confirm/<str:key>/", addresses.confirm_address, name="confirm_address"),
    path("address/confirmed/", addresses.address_confirmed, name="address_confirmed"),
    path("address/undo/<str:key>/", addresses.undo_address, name="undo_address"),
    path("address/undone/", addresses.address_undone, name="address_undone"),
    path("my/prove/", signing_in.prove_by_mail, name="prove_by_mail"),
    path("my/prove/send/", signing_in.send_code, name="send_proof_code"),
    path("my/sign-out/", signing_in.sign_out_everywhere, name="sign_out_everywhere"),
    path("browser/<str:key>/", signing_in.this_browser, name="this_browser"),
]

# At the desks, beside the lists and pages that Wagtail's viewsets make.
of_supporters = [
    path("confirm-experience/<int:pk>/", supporters_desk.confirm_experience, name="confirm_experience"),
    path("leave/<int:pk>/", membership_desk.leave, name="leave"),
    path("join/<int:pk>/", joining_desk.find, name="join"),
    path("join/<int:pk>/with/<int:other>/", joining_desk.compare, name="join_with"),
    path("joinings/", joining_desk.proposals, name="joinings"),
    path("joinings/<int:pk>/confirm/", joining_desk.confirm, name="join_confirm"),
    path("joinings/<int:pk>/drop/", joining_desk.drop, name="join_drop"),
    path("erase/<int:pk>/", membership_desk.erase, name="erase"),
    path("address/<int:pk>/", addresses_desk.for_the_owner, name="address"),
    path("data/<int:pk>/", membership_desk.data, name="data"),
    path("account/<int:pk>/", payees_desk.overview, name="account"),
    path("account/<int:pk>/discard/", payees_desk.discard, name="account_discard"),
    path("account/<int:pk>/see/", payees_desk.see, name="account_see"),
    *keying_patterns("account/<int:pk>/", payees_desk.DeskSeat, payees_desk.keyers_only),
    path("print/<int:pk>/", printing_desk.print_for_supporter, name="print"),
]
of_papers = [
    path("find/", papers_desk.find, name="find"),
    path("send-out/", papers_desk.send_out, name="send_out"),
    path("renewal/", papers_desk.renewal, name="renewal"),
    path("<int:pk>/sent/", papers_desk.move, {"to": PapersState.SENT}, name="sent"),
    path("<int:pk>/complete/", papers_desk.move, {"to": PapersState.COMPLETE}, name="complete"),
    path("<int:pk>/incomplete/", papers_desk.incomplete, name="incomplete"),
    path("open/<int:pk>/", papers_desk.open_for, name="open"),
    path("print/", printing_desk.choose, name="print"),
    path("print/pdf/", printing_desk.print_chosen, name="print_pdf"),
]
of_addresses = [path("decide/<int:pk>/", addresses_desk.decide, name="decide")]
of_mails = [
    path("again/", mails_desk.all_again, name="all_again"),
    path("again/<int:pk>/", mails_desk.again, name="again"),
    path("wrong/<int:pk>/", mails_desk.wrong, name="wrong"),
]
of_imports = [
    path("", importing.SpreadsheetView.as_view(), name="index"),
    path("example/", importing.example, name="example"),
    path("<int:pk>/reading/", importing.ReadingView.as_view(), name="reading"),
    path("<int:pk>/columns/", importing.ColumnsView.as_view(), name="columns"),
    path("<int:pk>/", importing.ReportView.as_view(), name="report"),
    path("<int:pk>/start/", importing.start, name="start"),
    path("<int:pk>/report/", importing.download, name="download"),
    path("<int:pk>/undo/", undoing.UndoView.as_view(), name="undo"),
    path("<int:pk>/forget/", importing.forget, name="forget"),
]
