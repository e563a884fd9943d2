from __future__ import annotations

from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import call_command
from django.utils.translation import gettext, override
from django.utils.translation.reloader import translation_file_changed
from pytest_django import Settings

from portal.catalogues.completeness import problems
from portal.catalogues.files import compile_all, read, update
from portal.catalogues.sources import Message, messages_of_python, messages_of_template, messages_of_the_project
from portal.management.commands.prepare_demo import STEPS

LECTURES = Message("%(count)s lecture", plural="%(count)s lectures")


def entry(msgid: str, msgstr: str = "", **more: object) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    file = polib.POFile()
    file.extend(entries)
    return file


def test_messages_of_python_follow_the_names_of_imports() -> None:
    source = """
from django.utils import translation
from django.utils.translation import gettext_lazy as _, ngettext
_("two " "parts")
ngettext("one", "many", number + 1)
translation.pgettext("month", "May")
_(variable)
other("not a message")
"""

    assert list(messages_of_python(source)) == [
        (Message("two parts"), 4),
        (Message("one", plural="many"), 5),
        (Message("May", context="month"), 6),
    ]


@pytest.mark.parametrize("text", ['f"of {name}"', '"of " + name'])
def test_message_put_together_when_it_runs_is_a_fault(text: str) -> None:
    source = f"from django.utils.translation import gettext as _\n_({text})"

    assert list(messages_of_python(source)) == [(None, 2)]


def test_messages_of_template_are_found_in_tags_and_filters() -> None:
    source = """{% load i18n %}{% translate "Home" %} it's (loose
{% blocktranslate count number=n trimmed %}
  {{ number }} visit
{% plural %}
  {{ number }} visits
{% endblocktranslate %}
{{ name|default:_("nobody") }}{% translate "May" context "month" %}"""

    assert [message for message, _line in messages_of_template(source, "page.html")] == [
        Message("Home"),
        Message("%(number)s visit", plural="%(number)s visits"),
        Message("nobody"),
        Message("May", context="month"),
    ]


def test_messages_of_the_project_name_their_place(tmp_path: Path) -> None:
    (tmp_path / "claims" / "templates").mkdir(parents=True)
    (tmp_path / "claims" / "templates" / "list.html").write_text('{% load i18n %}\n{% translate "Claims" %}')
    (tmp_path / "claims" / "migrations").mkdir()
    (tmp_path / "claims" / "migrations" / "0001.py").write_text(
        'from django.utils.translation import gettext as _\n_("old")'
    )

    assert messages_of_the_project(tmp_path) == ({Message("Claims"): ["claims/templates/list.html:2"]}, [])


def test_complete_catalogue_has_no_problems() -> None:
    full = catalogue(
        entry("Home", "Trang chủ"),
        entry("Dear %(name)s", "Chào %(name)s"),
        entry(LECTURES.text, msgid_plural=LECTURES.plural, msgstr_plural={0: "%(count)s bài giảng"}),
    )

    assert list(problems(full, [Message("Home"), Message("Dear %(name)s"), LECTURES], needed=True)) == []


def test_missing_empty_and_fuzzy_messages_are_problems() -> None:
    poor = catalogue(entry("Empty"), entry("Unsure", "Không chắc", flags=["fuzzy"]))

    assert list(problems(poor, [Message("Empty"), Message("Gone"), Message("Unsure")], needed=True)) == [
        "not in the catalogue: 'Gone'",
        "not translated: 'Empty'",
        "fuzzy: 'Unsure'",
    ]


def test_language_that_falls_back_needs_no_translation() -> None:
    assert list(problems(catalogue(entry("Home")), [Message("Home"), Message("Gone")], needed=False)) == []


@pytest.mark.parametrize(
    ("message", "translation", "holds"),
    [
        ("%(count)s of %(all)s", "%(all)s / %(count)s", True),
        ("%(count)s of %(all)s", "%(count)s", False),
        ("Hello {name}", "Xin chào {ten}", False),
        ("%s yen", "yen", False),
        ("80%% of it", "80%%", True),
        ("Home", "%(home)s", False),
    ],
)
def test_placeholders_are_those_of_the_message(message: str, translation: str, holds: bool) -> None:
    found = list(problems(catalogue(entry(message, translation)), [Message(message)], needed=True))

    assert found == ([] if holds else [f"other placeholders than the message: {message!r}"])


@pytest.mark.parametrize(
    ("forms", "holds"),
    [
        ({0: "one lecture", 1: "%(count)s lectures"}, True),
        ({0: "%(count)s lecture", 1: "some lectures"}, False),
        ({0: "%(number)s lecture", 1: "%(count)s lectures"}, False),
    ],
)
def test_only_the_form_for_one_may_leave_its_number_out(forms: dict[int, str], holds: bool) -> None:
    plural = entry(LECTURES.text, msgid_plural=LECTURES.plural, msgstr_plural=forms)

    assert (list(problems(catalogue(plural), [LECTURES], needed=True)) == []) is holds


def test_update_keeps_translations_and_drops_what_is_gone() -> None:
    file = catalogue(entry("Home", "Trang chủ"), entry("Gone", "Đã mất"))

    update(file, {Message("New"): ["portal/views.py:3"], Message("Home"): ["portal/views.py:1"]}, "vi")

    assert [(item.msgid, item.msgstr, item.occurrences) for item in file] == [
        ("New", "", [("portal/views.py", "")]),
        ("Home", "Trang chủ", [("portal/views.py", "")]),
    ]


def test_update_gives_each_language_its_plural_forms() -> None:
    forms = {}
    for language in ("vi", "en"):
        file = catalogue()
        update(file, {LECTURES: ["a.py:1"]}, language)
        forms[language] = file[0].msgstr_plural

    assert forms == {"vi": {0: ""}, "en": {0: "", 1: ""}}


def test_compile_writes_only_what_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "vi" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    catalogue(entry("Home", "Trang chủ")).save(str(path))

    assert list(compile_all([tmp_path])) == [path.with_suffix(".mo")]
    assert list(compile_all([tmp_path])) == []
    assert [(item.msgid, item.msgstr) for item in polib.mofile(str(path.with_suffix(".mo")))] == [("Home", "Trang chủ")]


def test_catalogue_that_does_not_exist_yet_is_empty(tmp_path: Path) -> None:
    assert list(read(tmp_path / "django.po")) == []


def test_catalogue_compiled_after_its_language_was_loaded_is_read(tmp_path: Path, settings: Settings) -> None:
    """A fresh set-up writes titles in the same process in which it compiles the words for them."""
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    file = catalogue(entry("Said by nobody else", "Không ai khác nói"))
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    file.save(str(folder / "django.po"))
    settings.LOCALE_PATHS = [tmp_path]
    translation_file_changed(None, Path("any.mo"))
    try:
        with override("vi"):
            assert gettext("Said by nobody else") == "Said by nobody else"

        call_command("compile_catalogues", stdout=StringIO())

        with override("vi"):
            assert gettext("Said by nobody else") == "Không ai khác nói"
    finally:
        translation_file_changed(None, Path("any.mo"))


def test_set_up_compiles_before_it_writes() -> None:
    assert next(command for _title, command, _more in STEPS) == "compile_catalogues"
