"""What CLDR says of a language: its alphabetical order, its forms by number, its names of territories."""
