"""A small reader of what `export` writes, on the content lines of icalendar: enough to import people again."""

from __future__ import annotations

import csv
import json
import re
from typing import Any

from icalendar.parser import Contentlines

from prm.model.names import is_cjk

_SIGN = re.compile(r"\\(.)", re.DOTALL)
_LINE = re.compile(
    r"(?:(?P<group>item\d+)\.)?(?P<name>[A-Z-]+)"
    r'(?P<with>(?:;[A-Z-]+=(?:"[^"]*"|[^";:]*))*):(?P<value>.*)',
    re.DOTALL | re.IGNORECASE,
)


def people_in(vcards: str) -> list[dict[str, Any]]:
    """The people of vCards, each as the front matter that says the same."""
    return [_person(card) for card in vcards.split("END:VCARD\r\n")[:-1]]


def _person(card: str) -> dict[str, Any]:
    lines = [line for line in map(str, Contentlines.from_ical(card + "END:VCARD\r\n")) if line]
    found = [_LINE.fullmatch(line) for line in lines]
    assert None not in found, lines
    rows = [match.groupdict() for match in found if match]
    labels = {row["group"]: said(row["value"]) for row in rows if row["name"] == "X-ABLabel"}
    person: dict[str, Any] = {}
    read: dict[str, str] = {}
    for row in rows:
        name, value = row["name"], row["value"]
        kind = re.search(r";TYPE=(\w+)", row["with"])
        own = {"home": "home", "work": "work", "cell": "mobile", "fax": "fax", "pager": "pager"}
        label = labels.get(row["group"]) or own.get(kind[1].lower() if kind else "", "")
        if name == "FN":
            person["name"] = said(value)
        elif name == "N":
            person["family"], person["given"] = map(said, pieces(value, ";")[:2])
        elif name in ("X-PHONETIC-LAST-NAME", "X-PHONETIC-FIRST-NAME"):
            read[name] = said(value)
        elif name in ("NICKNAME", "CATEGORIES"):
            person["aliases" if name == "NICKNAME" else "tags"] = list(map(said, pieces(value, ",")))
        elif name in ("EMAIL", "TEL", "URL"):
            key = {"EMAIL": "email", "TEL": "phone", "URL": "url"}[name]
            person.setdefault(key, []).append({"value": value if name == "URL" else said(value), "label": label})
        elif name == "ADR":
            person.setdefault("address", []).append({"value": said(pieces(value, ";")[2]), "label": label})
        elif name in ("BDAY", "X-PRM-BIRTHDAY"):
            person["birthday"] = day(value)
        elif name in ("X-ABDATE", "X-PRM-DATE"):
            person.setdefault("dates", []).append({"date": day(value), "label": label})
        elif name in ("X-ABRELATEDNAMES", "RELATED"):
            person.setdefault("relations", []).append({label: said(value)})
        elif name in ("ORG", "TITLE", "TZ", "LANG", "UID", "NOTE"):
            keys = {"ORG": "org", "TITLE": "role", "TZ": "timezone", "LANG": "lang", "UID": "uid", "NOTE": "note"}
            person[keys[name]] = said(value)
    family_first = is_cjk(person["name"]) or is_cjk("".join(read.values()))
    person["reading"] = " ".join(read[key] for key in sorted(read, reverse=family_first))
    return person


def day(value: str) -> str:
    value = said(value)
    if found := re.fullmatch(r"(\d{4}|--)(\d\d)(\d\d)", value):
        value = f"{found[1].removesuffix('-')}-{found[2]}-{found[3]}"
    return f"-{value[4:]}" if value.startswith("1604") else value


def said(value: str) -> str:
    return _SIGN.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def pieces(value: str, at: str) -> list[str]:
    found, start = [""], 0
    while start < len(value):
        step = 2 if value[start] == "\\" else 1
        sign = value[start : start + step]
        found = [*found, ""] if sign == at else [*found[:-1], found[-1] + sign]
        start += step
    return found


def rows_in(sheet: str) -> list[dict[str, str]]:
    """The rows of CSV, without what keeps a spreadsheet from reckoning."""
    rows = csv.DictReader(sheet.splitlines(keepends=True), strict=True)
    return [{key: cell.removeprefix("'") for key, cell in row.items()} for row in rows]


def page(person: dict[str, Any]) -> str:
    """The note that says what a card said."""
    note = person.get("note", "")
    said = {key: value for key, value in person.items() if value and key != "note"}
    front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in said.items())
    return f"---\n{front}---\n{note}\n"
