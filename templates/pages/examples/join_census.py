"""Statements for every 100,000 inhabitants of a county: join by the county's GEOID."""

import pandas

SITE = "{{ site }}"

# Codes are text: read as numbers they would lose the zeros in front, and 06037 would be 6037.
AS_TEXT = {"dtype": str, "keep_default_na": False}
statements = pandas.read_csv(f"{SITE}/statements.csv?state=CA&state=CT&state=NC", **AS_TEXT)
counties = pandas.read_csv(f"{SITE}/static/examples/county_population.csv", **AS_TEXT)

# An agency of a whole state is of no county. Say how many statements that leaves out.
of_counties = statements[statements["county_geoid"] != ""]
print(f"{len(statements)} statements, {len(of_counties)} of them of agencies of a county")

counted = of_counties.groupby("county_geoid").size().rename("statements").reset_index()
joined = counted.merge(
    counties, left_on="county_geoid", right_on="geoid", how="left", validate="one_to_one", indicator=True
)

# A county that the other table lacks is of another vintage: look before you divide.
print(f"{(joined['_merge'] == 'left_only').sum()} counties without a match")

joined["per_100_000"] = (100_000 * joined["statements"] / joined["population"].astype(int)).round(2)
columns = ["geoid", "county", "state", "statements", "per_100_000"]
print(joined.sort_values(["statements", "geoid"], ascending=[False, True])[columns].head(8).to_string(index=False))
