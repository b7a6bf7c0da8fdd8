# Statements for every 100,000 inhabitants of a county: join by the county's GEOID.

SITE <- "{{ site }}"

# Codes are text: read as numbers they would lose the zeros in front, and 06037 would be 6037.
as_text <- function(address) read.csv(address, colClasses = "character", na.strings = character(), encoding = "UTF-8")
statements <- as_text(paste0(SITE, "/statements.csv?state=CA&state=CT&state=NC"))
counties <- as_text(paste0(SITE, "/static/examples/county_population.csv"))

# An agency of a whole state is of no county. Say how many statements that leaves out.
of_counties <- statements[statements$county_geoid != "", ]
cat(nrow(statements), "statements,", nrow(of_counties), "of them of agencies of a county\n")

counted <- as.data.frame(table(geoid = of_counties$county_geoid), responseName = "statements", stringsAsFactors = FALSE)
joined <- merge(counted, counties, by = "geoid", all.x = TRUE)

# A county that the other table lacks is of another vintage: look before you divide.
cat(sum(is.na(joined$population)), "counties without a match\n")

joined$per_100_000 <- round(100000 * joined$statements / as.integer(joined$population), 2)
print(head(joined[order(-joined$statements, joined$geoid), ], 8), row.names = FALSE)
