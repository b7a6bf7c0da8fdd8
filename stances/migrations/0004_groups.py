"""The groups of the desk: Editors write drafts, Reviewers publish and withdraw besides."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITORS = [
    *(f"{action}_statement" for action in ("add", "change", "delete", "view")),
    *(f"{action}_citation" for action in ("add", "change", "delete", "view")),
    *(f"{action}_article" for action in ("add", "change", "view")),
    *(f"{action}_official" for action in ("add", "change", "view")),
    *(f"{action}_agency" for action in ("add", "change", "view")),
    "view_jurisdiction",
    "view_mergedreference",
]
REVIEWERS = [
    *EDITORS,
    "publish_statement",
    "withdraw_statement",
    "delete_article",
    "delete_official",
    "delete_agency",
    *(f"{action}_jurisdiction" for action in ("add", "change", "delete")),
    *(f"{action}_mergedreference" for action in ("add", "change", "delete")),
]
GROUPS = {"Editors": EDITORS, "Reviewers": REVIEWERS}


def make_groups(apps, schema_editor):
    """Add what is missing; what an administrator gave the groups besides is left to them."""
    make_permissions(apps)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        wanted = Permission.objects.filter(content_type__app_label="stances", codename__in=codenames)
        group.permissions.add(*wanted)


def make_permissions(apps):
    """Permissions are otherwise made after the last migration, which would be too late here."""
    app = apps.get_app_config("stances")
    found = getattr(app, "models_module", None)
    app.models_module = found or True  # the state of a migration has models but no module
    create_permissions(app, apps=apps, verbosity=0)
    app.models_module = found


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("stances", "0003_refresh"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, remove_groups)]
