"""The records of a CSV file, within bounds: of rows, of columns, and of what a cell holds."""

import csv
import io

from plainfigures.figures.limits import MOST_CELLS, MOST_COLUMNS, MOST_IN_CELL, MOST_ROWS

__all__ = ["RecordsProblem", "records_of"]

_SPLIT = "Split the table, by year or by area, into two or more files, each with its description."


class RecordsProblem(ValueError):
    """A CSV file whose records cannot be read, or are more than is read.

    `line` is where, `message` and `remedy` are what to say of it.
    """

    def __init__(self, message: str, remedy: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.line = line


def records_of(content: bytes) -> list[tuple[int, list[str]]]:
    """Return the records of a CSV file, the header first, each with the line on which it begins.

    Raises RecordsProblem, and UnicodeDecodeError where the file is not UTF-8.
    """
    text = content.decode("utf-8-sig")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[tuple[int, list[str]]] = []
    line, all_cells = 1, 0
    try:
        for cells in reader:
            found.append((line, cells))
            all_cells += len(cells)
            if any(len(cell) > MOST_IN_CELL for cell in cells):
                message = f"A cell in this row has more than {MOST_IN_CELL:,} letters."
                raise RecordsProblem(message, "Make it shorter.", line)
            if len(cells) > MOST_COLUMNS:
                message = f"This row has {len(cells):,} cells, and {MOST_COLUMNS} are the most."
                remedy = "Write what the columns stand for into rows instead, or split the table."
                raise RecordsProblem(message, remedy, line)
            if len(found) > MOST_ROWS + 1:
                message = f"This table has more than {MOST_ROWS:,} rows."
                raise RecordsProblem(message, _SPLIT, line)
            if all_cells > MOST_CELLS:
                message = f"This table has more than {MOST_CELLS:,} cells."
                raise RecordsProblem(message, _SPLIT, line)
            line = reader.line_num + 1
    except csv.Error as error:
        if "field larger" in str(error):
            message = f"A cell in this row has more than {MOST_IN_CELL:,} letters."
            raise RecordsProblem(message, "Make it shorter.", line) from error
        message = "The quotes in this row do not match, so where its cells end cannot be told."
        remedy = (
            "Write a quote within a cell as two quotes, and close each cell that opens with one."
        )
        raise RecordsProblem(message, remedy, line) from error
    return found
