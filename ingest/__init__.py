"""Documents into records: statutes, 三定规定, duty lists, citations, norms. Touches no database."""
