"""Files that hold others, and pictures: whether they open, and what is in them."""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from plainfigures.proofing.sheets import Fault, Sheet

__all__ = ["look_at_archive", "look_at_picture", "readable_parts"]

_AGAIN = "Build again, without what was kept: delete .plainfigures/downloads first."
_DRAW_AGAIN = "Build again, without what was kept: delete .plainfigures/pictures first."
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST = 500_000_000
"""So many bytes may come out of an archive; what holds more is not opened."""


def look_at_archive(file: str, content: bytes) -> Sheet:
    """Open a zip or a workbook, and note the digest of what it holds by its place in the site."""
    sheet = Sheet()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _members(sheet, archive, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        sheet.faults.append(Fault("The file cannot be opened: it is damaged.", _AGAIN))
    return sheet


def _members(sheet: Sheet, archive: zipfile.ZipFile, file: str) -> None:
    infos = archive.infolist()
    names = [one.filename for one in infos]
    if len(set(names)) != len(names) or any(
        name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names
    ):
        message = "The archive holds a file twice, or one that would land outside of its folder."
        sheet.faults.append(Fault(message, _AGAIN))
        return
    if sum(one.file_size for one in infos) > _MOST:
        sheet.faults.append(Fault("The archive holds more than can be looked at.", _AGAIN))
        return
    for name in names:
        content = archive.read(name)
        if file.endswith(".zip"):
            sheet.listed[f"data/{name}"] = hashlib.sha256(content).hexdigest()
        elif name.endswith((".xml", ".rels")):
            _part(sheet, name, content)


def _part(sheet: Sheet, name: str, content: bytes) -> None:
    try:
        etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        message = f"The workbook is damaged: its part {name} is not well-formed."
        sheet.faults.append(Fault(message, _AGAIN))
    if b"externalReference" in content or b"<f>" in content:
        message = f"The workbook reckons, or leads to another workbook, in its part {name}."
        sheet.faults.append(Fault(message, "Give it values alone."))


def look_at_picture(content: bytes) -> Sheet:
    """Read a PNG file: its parts one by one, each with its own check sum."""
    sheet = Sheet()
    end = b""
    try:
        for kind, _ in _chunks(content):
            end = kind
    except ValueError:
        end = b""
    if end != b"IEND":
        sheet.faults.append(Fault("The picture is damaged or cut off.", _DRAW_AGAIN))
    return sheet


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and content of each part of a PNG; raises ValueError for one that is damaged."""
    if not content.startswith(_PNG):
        raise ValueError("no PNG")
    at = len(_PNG)
    while at < len(content):
        if at + 12 > len(content):
            raise ValueError("cut off")
        size, kind = struct.unpack_from(">I4s", content, at)
        held = content[at + 8 : at + 8 + size]
        if content[at + 8 + size : at + 12 + size] != struct.pack(">I", zlib.crc32(kind + held)):
            raise ValueError("damaged")
        yield kind, held
        at += 12 + size


def readable_parts(file: str, content: bytes) -> Iterator[bytes]:
    """Yield what can be read of a file: unpacked where it is packed, and no picture's own points."""
    if file.endswith((".zip", ".xlsx")):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield archive.comment
                for one in archive.infolist():
                    yield one.filename.encode() + b"\n" + one.comment + one.extra
                    yield from readable_parts(one.filename, archive.read(one))
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
            return  # has a finding of its own
    elif file.endswith(".png"):
        try:
            for kind, held in _chunks(content):
                if kind in {b"zTXt", b"iTXt"}:
                    name, _, rest = held.partition(b"\0")
                    yield name
                    yield _inflated(rest)
                elif kind != b"IDAT":
                    yield held
        except ValueError:
            return  # has a finding of its own
    else:
        yield content


def _inflated(rest: bytes) -> bytes:
    """Return the text of a part of a PNG, whether it is packed or not."""
    for start in range(min(len(rest), 64)):
        try:
            return zlib.decompress(rest[start:])
        except zlib.error:
            continue
    return rest
