import csv
import gzip
import io

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import Count

from stances.desk import reference
from stances.models import Agency, Jurisdiction, PlaceCounty
from tests.records import make_statement

FIXTURES = settings.BASE_DIR / "fixtures"

JURISDICTIONS = [
    "level,geoid,name,state,parent,counties,latitude,longitude,population",
    "state,01,Alabama,AL,,,,,5039877",
    "county,01001,Autauga County,AL,01,,32.5363818,-86.6444901,58239",
    "county,01003,Baldwin County,AL,01,,30.6592183,-87.7460666,227131",
    "place,0100124,Midway,AL,01001,01001;01003,31.5664110,-85.2514350,2358",
    "place,0100460,Midway,AL,01003,01003,33.5843980,-86.5159150,4366",
]
AGENCIES = [
    "ori,name,kind,state,county_geoid,place_geoid,population_served,officers,staffing_year,reporting",
    "AL0040000,Autauga County Sheriff's Office,sheriff,AL,01001,,35000,61,2025,yes",
    "AL0040100,Midway Police Department,municipal-police,AL,01001,0100124,2358,5,2025,yes",
    "AL0050100,Midway Police Department,municipal-police,AL,,0100460,,,,no",
    "ALAST0000,Alabama Law Enforcement  Agency,state-police,AL,,,,,,yes",
]
CORRECTIONS = ["file,key,column,value,reason"]


def write_tables(folder, *, jurisdictions=JURISDICTIONS, agencies=AGENCIES, corrections=CORRECTIONS):
    """Write a folder of small tables; its path."""
    for name, lines in {"jurisdictions": jurisdictions, "agencies": agencies}.items():
        (folder / f"{name}.csv.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    (folder / "corrections.csv").write_text("\n".join(corrections))
    return folder


@pytest.fixture
def tables(tmp_path, db):
    return write_tables(tmp_path)


def with_row(lines, start, row):
    """The lines of a table with the one that begins so replaced."""
    return [row if line.startswith(start) else line for line in lines]


def counts(loaded):
    return [(count.added, count.changed, count.unchanged) for count in loaded]


# Small tables


def test_a_load_adds_every_row_and_counts_it(tables):
    loaded = reference.load(tables)

    assert counts(loaded) == [(1, 0, 0), (2, 0, 0), (2, 0, 0), (4, 0, 0)]
    assert str(loaded[1]) == "2 county records (2 added, 0 changed, 0 unchanged)"


def test_a_load_again_changes_nothing(tables):
    reference.load(tables)

    assert counts(reference.load(tables)) == [(0, 0, 1), (0, 0, 2), (0, 0, 2), (0, 0, 4)]
    assert PlaceCounty.objects.count() == 3


def test_a_place_lies_in_each_of_its_counties_and_its_parent_is_the_main_one(tables):
    reference.load(tables)

    place = Jurisdiction.objects.get(geoid="0100124")
    assert place.parent.geoid == "01001"
    assert set(place.counties.values_list("geoid", flat=True)) == {"01001", "01003"}


def test_places_of_one_name_in_a_state_have_their_geoid_in_the_address(tables):
    reference.load(tables)

    assert set(Jurisdiction.objects.places().values_list("slug", flat=True)) == {"midway-0100124", "midway-0100460"}
    assert Jurisdiction.objects.get(geoid="01001").slug == "autauga-county"


def test_agencies_of_one_name_in_a_state_have_their_ori_in_the_address(tables):
    reference.load(tables)

    slugs = Agency.objects.filter(kind="municipal-police").values_list("slug", flat=True)
    assert set(slugs) == {"midway-police-department-al-al0040100", "midway-police-department-al-al0050100"}


def test_an_agency_has_its_most_exact_jurisdiction_and_its_county(tables):
    reference.load(tables)

    found = Agency.objects.values_list("ori", "jurisdiction__geoid", "county__geoid")
    assert set(found) == {
        ("AL0040000", "01001", "01001"),
        ("AL0040100", "0100124", "01001"),
        ("AL0050100", "0100460", "01003"),
        ("ALAST0000", "01", None),
    }


def test_figures_come_with_their_year(tables):
    reference.load(tables)

    agency = Agency.objects.get(ori="AL0040000")
    silent = Agency.objects.get(ori="AL0050100")
    assert (agency.population_served, agency.officers, agency.staffing_year) == (35000, 61, 2025)
    assert (silent.population_served, silent.staffing_year, silent.is_reporting) == (None, None, False)


def test_names_have_single_blanks(tables):
    reference.load(tables)

    assert Agency.objects.get(ori="ALAST0000").name == "Alabama Law Enforcement Agency"


def test_an_editors_changes_to_an_agency_survive_a_load(tables):
    reference.load(tables)
    county = Jurisdiction.objects.get(geoid="01003")
    mended = {"name": "Autauga Sheriff", "aliases": ["ACSO"], "kind": "other", "jurisdiction": county, "ori": ""}
    Agency.objects.filter(ori="AL0040000").update(**mended)

    loaded = reference.load(tables)

    agency = Agency.objects.get(slug="autauga-county-sheriffs-office-al")
    assert {name: getattr(agency, name) for name in mended} == mended
    assert counts(loaded)[3] == (0, 0, 4)


def test_new_figures_are_brought_up_to_date(tables):
    reference.load(tables)
    row = "AL0040000,Autauga County Sheriff's Office,sheriff,AL,01001,,36000,70,2026,yes"

    loaded = reference.load(write_tables(tables, agencies=with_row(AGENCIES, "AL0040000", row)))

    assert counts(loaded)[3] == (0, 1, 3)
    assert Agency.objects.get(ori="AL0040000").officers == 70


def test_an_agency_that_an_editor_added_is_left_alone(tables):
    reference.load(tables)
    statement = make_statement()

    assert counts(reference.load(tables))[3] == (0, 0, 4)
    assert Agency.objects.filter(pk=statement.agency_id).exists()


def test_a_corrected_name_reaches_the_search(tables):
    reference.load(tables)
    statement = make_statement(agency=Agency.objects.get(ori="AL0040000"))
    corrections = [*CORRECTIONS, "jurisdictions,01001,name,Áutauga County,misread"]

    loaded = reference.load(write_tables(tables, corrections=corrections))

    assert counts(loaded)[1] == (0, 1, 1)
    assert type(statement).objects.search('"autauga county"').get() == statement
    assert Jurisdiction.objects.get(geoid="01001").name == "Áutauga County"


def test_an_error_in_a_table_leaves_nothing_behind(tables):
    agencies = with_row(AGENCIES, "ALAST", "bad,Broken,police,AL,,,,,,yes")

    with pytest.raises(Exception, match="agency_"):
        reference.load(write_tables(tables, agencies=agencies))

    assert not Jurisdiction.objects.exists()


# The tables of the archive


@pytest.fixture
def rows():
    def rows(name):
        with gzip.open(FIXTURES / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    return rows


@pytest.fixture
def corrections():
    with (FIXTURES / "corrections.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_whole_tables_are_there_and_a_load_again_changes_nothing(whole_archive):
    said = io.StringIO()

    call_command("load_reference", stdout=said)

    assert said.getvalue().splitlines() == [
        "  57 state records (0 added, 0 changed, 57 unchanged)",
        "  3,220 county records (0 added, 0 changed, 3,220 unchanged)",
        "  19,415 place records (0 added, 0 changed, 19,415 unchanged)",
        "  24,258 agencies (0 added, 0 changed, 24,258 unchanged)",
    ]


def test_each_table_has_as_many_records_as_rows(whole_archive, rows):
    levels = Jurisdiction.objects.order_by().values_list("level").annotate(times=Count("*"))

    assert dict(levels) == {"state": 57, "county": 3220, "place": 19415}
    assert len(rows("jurisdictions")) == 57 + 3220 + 19415
    assert len(rows("agencies")) == 24258


def test_every_correction_is_needed_and_says_why(rows, corrections):
    tables = {"jurisdictions": ("geoid", rows("jurisdictions")), "agencies": ("ori", rows("agencies"))}

    for each in corrections:
        key, table = tables[each["file"]]
        (row,) = [row for row in table if row[key] == each["key"]]
        assert row.get(each["column"]) != each["value"], each
        assert each["reason"]


def test_corrections_are_applied(whole_archive):
    county = Jurisdiction.objects.get(level="county", geoid="35013")
    sheriff = Agency.objects.get(ori="NM0070000")

    assert (county.name, county.slug) == ("Doña Ana County", "dona-ana-county")
    assert (sheriff.name, sheriff.jurisdiction) == ("Doña Ana County Sheriff's Office", county)
    assert Agency.objects.get(ori="NY0303000").jurisdiction.counties.count() == 5


def test_every_geoid_keeps_its_leading_zeros(whole_archive):
    alabama = Jurisdiction.objects.in_state("al")

    assert {place.geoid[:2] for place in alabama} == {"01"}
    assert alabama.counties().count() == 67


def test_every_address_is_one_of_a_kind(whole_archive):
    slugs = Agency.objects.order_by().values("slug").annotate(times=Count("*")).filter(times__gt=1)

    assert not slugs


def test_every_address_of_an_agency_carries_its_state(whole_archive):
    agencies = Agency.objects.values_list("slug", "jurisdiction__state")

    assert [slug for slug, state in agencies if f"-{state.lower()}" not in slug] == []


@pytest.mark.parametrize(
    ("ori", "slug"),
    [
        ("NC0600100", "charlotte-mecklenburg-police-department-nc"),
        ("IL0160000", "cook-county-sheriffs-office-il"),
        ("TX1010000", "harris-county-sheriffs-office-tx"),
        ("CA0194200", "los-angeles-police-department-ca"),
    ],
)
def test_addresses_stay_as_they_are_linked_to(whole_archive, ori, slug):
    assert Agency.objects.get(slug=slug).ori == ori


def test_no_name_of_a_place_or_agency_is_garbled(whole_archive):
    for model in (Jurisdiction, Agency):
        assert not model.objects.filter(name__regex=r"�|Ã|Â|\?|  |^\s|\s$").exists()
