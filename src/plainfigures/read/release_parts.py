"""What a table's description says of the release that it is drawn from."""

import msgspec

__all__ = ["Release"]

Names = str | list[str]


class _Areas(msgspec.Struct, forbid_unknown_fields=True):
    """The columns that say of where a row is; of several, the first one that is filled counts.

    `number` is the body's own number, which stays when its code changes. `register` is the table
    that gives areas their ids, as `package/table`.
    """

    name: Names
    code: Names = ""
    number: Names = ""
    level: str = ""
    region: str = ""
    register: str = ""


class _When(msgspec.Struct, forbid_unknown_fields=True, rename={"kind": "as"}):
    column: str
    kind: str


class _Value(msgspec.Struct, forbid_unknown_fields=True):
    column: str
    small: str = ""


class _Rounded(msgspec.Struct, forbid_unknown_fields=True):
    to: int
    values: list[str]
    where: dict[str, Names] = {}


class _Size(msgspec.Struct, forbid_unknown_fields=True):
    table: str
    column: str


class Release(msgspec.Struct, forbid_unknown_fields=True):
    """A table's release: its file and what is taken from it; or, for a register, from which tables.

    `where` says which rows are taken: those that have one of the texts in each column. `values`
    gives the columns of figures. A register of areas has `areasOf` instead, the tables whose areas
    it lists: `kinds` says what each level is called, `together` what stands between two names of
    areas that are reported as one, `size` what areas are compared by, and `neighbours` how many of
    the same region that are nearest in size each gets.
    """

    file: str = ""
    where: dict[str, Names] = {}
    area: _Areas | None = None
    period: _When | None = None
    values: dict[str, _Value] = {}
    rounded: _Rounded | None = None
    label: str = ""
    areasOf: list[str] = []  # noqa: N815 - as descriptors write it
    kinds: dict[str, str] = {}
    together: str = ""
    size: _Size | None = None
    neighbours: int = 0
