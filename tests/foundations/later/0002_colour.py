"""One more column. It fails where it is told to, after it has begun."""

import os

from django.db import migrations, models


def fail_if_told_to(apps, schema_editor):
    if os.environ.get("LATER_FAILS"):
        raise RuntimeError("Nora Quillfeather’s row does not fit")


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [
        migrations.AddField("StoredFile", "colour", models.CharField(max_length=10, default="grey", null=True)),
        migrations.RunPython(fail_if_told_to, migrations.RunPython.noop),
    ]
