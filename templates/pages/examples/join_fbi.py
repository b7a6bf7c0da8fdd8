"""How many officers the agencies have that take each position: join by the agency's ORI."""

import pandas

SITE = "{{ site }}"

AS_TEXT = {"dtype": str, "keep_default_na": False}
statements = pandas.read_csv(f"{SITE}/statements.csv?state=NE&state=NC", **AS_TEXT)
officers = pandas.read_csv(f"{SITE}/static/examples/fbi_officers.csv", **AS_TEXT)

# This table has the seven characters of older files. Those of police and sheriffs end with 00 in the nine of today.
officers["ori"] = officers["ori7"] + "00"

# The newest statement of each agency that has an ORI. The list has the newest first, and undated ones last.
latest = statements[statements["agency_ori"] != ""].drop_duplicates("agency_slug")

# Join by the ORI alone: its first letters are not always the state's (Nebraska's are NB). Agencies may share an ORI.
joined = latest.merge(officers, left_on="agency_ori", right_on="ori", how="left", validate="many_to_one")
print(f"{len(joined)} agencies, {joined['officers'].isna().sum()} of them not in the other table")

joined["officers"] = joined["officers"].astype(float)
print(joined.groupby("position")["officers"].agg(agencies="size", officers="sum").astype(int).to_string())
