curl '{{ site }}/api/v1/statements?state=NC&position=declines&fields=reference,date,agency,text'
