from __future__ import annotations

import re
from datetime import date, datetime
from typing import cast

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, npgettext, pgettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from .. import languages, menus, structure
from ..models import ContactSettings
from ..names import Name

register = template.Library()

# ｜base《reading》, the notation of Aozora Bunko: `｜` opens the base, `《…》` gives its reading.
FURIGANA = re.compile(r"｜([^｜《》\n]+)《([^《》\n]+)》")
# A line that ended behind its hyphen would leave "e-" alone. Within addresses, which are copied, it stays as it is.
E_MAIL = re.compile(r"(?<![\w.+/@=:-])([Ee])-(?=mail(?!\w*[.+/@-]\w))")
NON_BREAKING_HYPHEN = "\u2011"


@register.filter(is_safe=True)
def furigana(text: object) -> SafeString:
    said = str(text) if isinstance(text, Name) else text
    marked = conditional_escape("" if said is None else cast("str", said))
    # The text is escaped above; the only markup is what is added here.
    if "-mail" in marked:
        marked = mark_safe(E_MAIL.sub(rf"\1{NON_BREAKING_HYPHEN}", marked))  # noqa: S308
    if "｜" in marked:
        marked = mark_safe(FURIGANA.sub(r"<ruby>\1<rp>(</rp><rt>\2</rt><rp>)</rp></ruby>", marked))  # noqa: S308
    if isinstance(text, Name) and text.language and languages.html_language(text.language) != html_lang():
        return format_html('<span lang="{}">{}</span>', languages.html_language(text.language), marked)
    return marked


@register.filter
def without_furigana(text: object) -> str:
    """For where no markup can stand: titles of windows, attributes, mails."""
    said = str(text)
    return FURIGANA.sub(r"\1", said) if "｜" in said else said


@register.filter
def yen(amount: int) -> str:
    return _("%(amount)s yen") % {"amount": number_format(amount, force_grouping=True)}


@register.filter
def day(value: date | datetime) -> str:
    """A date with its weekday, in Tokyo and in the reader's language."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    # Translators: a date with its weekday, in the notation of Django's `date` filter
    return date_format(value, pgettext("format of a date with weekday", "l, j F Y"))


@register.filter
def clock(value: datetime) -> str:
    return timezone.localtime(value).strftime("%H:%M")


@register.filter
def moment(value: datetime) -> str:
    """Day and time in Tokyo."""
    # Translators: a date with weekday, and a time
    return pgettext("moment", "%(day)s, %(time)s") % {"day": day(value), "time": clock(value)}


# After these digits Japanese says ぷん, after the others ふん; plain Japanese writes which.
READ_AS_PUN = (0, 1, 3, 4, 6, 8)


@register.filter
def minutes(count: int) -> str:
    if count % 10 in READ_AS_PUN:
        words = npgettext("minutes read as pun", "%(count)d minute", "%(count)d minutes", count)
    else:
        words = npgettext("minutes read as fun", "%(count)d minute", "%(count)d minutes", count)
    return words % {"count": count}


@register.filter
def told(value: object) -> str:
    """A value of a person's data in words: dates in Tokyo, yes or no, a dash for nothing."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return "\n".join(map(str, value)) or "–"
    return str(value) if value not in (None, "") else "–"


@register.simple_tag(takes_context=True)
def current_links(context: RequestContext) -> list[str]:
    return menus.current_links(context["request"])


@register.simple_tag
def crumbs(page: Page) -> list[menus.MenuLink]:
    return menus.crumbs(page)


@register.simple_tag(takes_context=True)
def language_links(context: RequestContext) -> list[menus.MenuLink]:
    return menus.language_links(context["request"])


@register.simple_tag
def portal_settings() -> ContactSettings:
    return structure.remember("contact", ContactSettings.load)


@register.simple_tag
def html_lang() -> str:
    return languages.html_language(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag
def html_direction() -> str:
    return languages.direction(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag
def said_besides() -> list[str]:
    return languages.said_besides(get_language() or settings.LANGUAGE_CODE)


register.simple_tag(menus.main_menu)
register.simple_tag(menus.footer_menu)
register.filter(languages.html_language)
