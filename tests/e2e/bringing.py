"""`python -m tests.e2e.bringing`: the people and the lecture of a published portal, in its own process and settings.

Prints who they are as JSON: e-mail address by role, and the secret of the editor's app.
"""

from __future__ import annotations

import json

import django


def bring() -> dict[str, str]:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import decrypt
    from wagtail.models import Collection, CollectionViewRestriction

    from tests.factories import SupporterFactory, UserFactory
    from tests.learning import make_course, make_lecture

    editor = UserFactory(groups=["Editors"])
    app = Authenticator.objects.get(user=editor, type=Authenticator.Type.TOTP)
    lecture = make_lecture(make_course())
    board = Collection.get_first_root_node().add_child(name="Board")
    CollectionViewRestriction.objects.create(collection=board, restriction_type="login")
    return {
        "editor": str(editor.email),
        "app": decrypt(app.data["secret"]),
        "member": str(SupporterFactory().user.email),
        "lecture": lecture.url,
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(bring()))
