"""Files of data per Party: CSV and spreadsheets to tables of data, every cell judged at its place."""
