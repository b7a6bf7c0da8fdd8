library(jsonlite)

# Each record of a list, page after page.
records <- function(address) {
  pages <- list()
  while (!is.null(address)) {
    page <- fromJSON(address)
    pages[[length(pages) + 1]] <- page$results
    address <- page$`next`
  }
  rbind_pages(pages)
}

statements <- records("{{ site }}/api/v1/statements?topic=287g&per_page=100")
table(statements$state, statements$position)
