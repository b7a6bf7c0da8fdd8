"""The archive for programs: the same lists and records as the pages, as JSON, read only.

A list asks the entry that its page asks, and a record is a line of its table (stances/exports/tables), so that nothing
is said twice. In English alone, as its names are.
"""
