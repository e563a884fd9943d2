"""Doors behind which nobody gets, of those in tests/roles_matrix.csv, by the name of their address, and why."""

from __future__ import annotations

CLOSED = {
    "The portal's own sign-in stands in front of Wagtail's.": (
        "/admin/login/",
        "wagtailadmin_login",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
    ),
    "It does what it is asked, and sends to the sign-in.": ("account_confirm_email", "network:this_browser"),
    "It raises an error, to see what that looks like.": ("wagtailadmin_error_test",),
    "What isn't in the admin is nowhere.": ("/admin/^.*/$",),
    "The portal has no snippets.": (
        "wagtailsnippets:index",
        "wagtail_localize:submit_snippet_translation",
        "wagtail_localize:snippets_api_listing",
        "wagtail_localize:snippets_api_detail",
    ),
    "No machine translates.": ("wagtail_localize:machine_translate",),
    "No field of a page is one language's own and yet not translated.": ("wagtail_localize:edit_override",),
    "No page has a second way to be looked at, and settings have none.": (
        "wagtail_localize:preview_translation",
        "wagtailsettings:preview_on_edit",
    ),
    "Images are shown in the sizes of the pages, not by signed addresses.": (
        "wagtailimages:url_generator",
        "wagtailimages:url_generator_output",
    ),
    "Workflows are off, for they mail by themselves.": (
        *(
            f"wagtailadmin_pages:{name}"
            for name in (
                "workflow_action",
                "collect_workflow_action_data",
                "confirm_workflow_cancellation",
                "workflow_preview",
                "workflow_history",
                "workflow_history_detail",
            )
        ),
        *(
            f"wagtailadmin_workflows:{name}"
            for name in (
                "index",
                "index_results",
                "add",
                "enable",
                "disable",
                "edit",
                "usage",
                "usage_results",
                "remove",
                "add_task",
                "select_task_type",
                "task_index",
                "task_index_results",
                "edit_task",
                "disable_task",
                "enable_task",
                "task_chooser",
                "task_chooser_results",
                "task_chooser_create",
                "task_chosen",
            )
        ),
        *(
            f"wagtailadmin_reports:{name}"
            for name in ("workflow", "workflow_results", "workflow_tasks", "workflow_tasks_results")
        ),
    ),
    "Pages are public (L7).": ("wagtailadmin_pages:set_privacy",),
    "It needs the token of a player that was opened (tests/courses/test_watching.py).": ("courses:report",),
}
