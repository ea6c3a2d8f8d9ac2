"""How questions are answered: text -> parse -> plan -> match, rank -> show."""
