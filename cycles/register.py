"""The national register of councils with adult social care duties, as it comes with the product.

Loading it again brings names and figures up to date. What people have decided here stays: which region a
council belongs to, when it ends, which councils follow it, and the address of its page.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.utils.text import slugify

from .models import Authority

FILE = Path(__file__).parent / "data" / "english_authorities.csv"
FROM_THE_REGISTER = (
    "gss_code",
    "official_name",
    "short_name",
    "kind",
    "government_region",
    "population",
    "starts_on",
)


def load(path: Path = FILE) -> int:
    """Write every council of the register. Returns how many there are."""
    councils = list(_councils(path))
    Authority.objects.bulk_create(
        councils,
        update_conflicts=True,
        unique_fields=("register_code",),  # it outlives a change of boundaries, which the statistics code does not
        update_fields=FROM_THE_REGISTER,
    )
    return len(councils)


def _councils(path: Path) -> Iterator[Authority]:
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            population, start = row["population_mid2020"], row["start_date"]
            yield Authority(
                gss_code=row["gss_code"],
                register_code=row["register_code"],
                official_name=" ".join(row["official_name"].split()),
                short_name=row["short_name"],
                slug=slugify(row["short_name"]),
                kind=row["type"],
                government_region=row["region"],
                population=int(population) if population else None,
                starts_on=date.fromisoformat(start) if start else None,
            )
