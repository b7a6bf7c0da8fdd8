# How many officers the agencies have that take each position: join by the agency's ORI.

SITE <- "{{ site }}"

as_text <- function(address) read.csv(address, colClasses = "character", na.strings = character(), encoding = "UTF-8")
statements <- as_text(paste0(SITE, "/statements.csv?state=NE&state=NC"))
officers <- as_text(paste0(SITE, "/static/examples/fbi_officers.csv"))

# This table has the seven characters of older files. Those of police and sheriffs end with 00 in the nine of today.
officers$ori <- paste0(officers$ori7, "00")

# The newest statement of each agency that has an ORI. The list has the newest first, and undated ones last.
with_ori <- statements[statements$agency_ori != "", ]
latest <- with_ori[!duplicated(with_ori$agency_slug), ]

# Join by the ORI alone: its first letters are not always the state's (Nebraska's are NB). Agencies may share an ORI.
joined <- merge(latest, officers[, c("ori", "officers")], by.x = "agency_ori", by.y = "ori", all.x = TRUE)
cat(nrow(joined), "agencies,", sum(is.na(joined$officers)), "of them not in the other table\n")

joined$officers <- as.integer(joined$officers)
print(aggregate(officers ~ position, joined, sum))
