"""Computes business cases anew with numpy-financial, and the formulas of a workbook with formulas.

Ends with 1 and says what differs. Amounts may differ by half an öre.
"""

import json
import sys
from pathlib import Path

import formulas
import numpy_financial
import openpyxl

CLOSE = 0.005


def differs(what, ours, theirs):
    if ours is None or theirs is None or abs(ours - theirs) >= CLOSE:
        print(f"{what}: ours {ours}, theirs {theirs}")
        return 1
    return 0


def judge_series(path):
    wrong = 0
    series = json.loads(path.read_text())
    assert len(series) >= 50, "there are too few series"
    for number, one in enumerate(series):
        theirs = numpy_financial.npv(one["rate"], one["flow"])
        wrong += differs(f"series {number}", one["value"], theirs)
    return wrong


def evaluated(path):
    """The number in every cell, by sheet and address, as the formulas give it."""
    model = formulas.ExcelModel().loads(str(path)).finish()
    found = {}
    for name, cell in model.calculate().items():
        if not hasattr(cell, "value") or ":" in name.split("]")[-1].split("!")[-1]:
            continue
        book, address = name.strip("'").split("]")[-1].split("'!")
        value = cell.value[0, 0]
        try:
            found[(book.upper(), address)] = float(value)
        except (TypeError, ValueError):
            found[(book.upper(), address)] = None
    return found


def judge_cells(path, expected):
    found, wrong = evaluated(path), 0
    for sheet, address, value in expected:
        theirs = found.get((sheet.upper(), address))
        wrong += differs(f"{path.name} {sheet}!{address}", value, theirs)
    return wrong


def judge_book(folder):
    """The workbook as it is, and once more with one input changed, against our own run with that input."""
    told = json.loads((folder / "kalkyl.json").read_text())
    source = folder / "kalkyl.xlsx"
    formulas_in = openpyxl.load_workbook(source)
    count = sum(
        str(cell.value).startswith("=")
        for sheet in formulas_in
        for row in sheet
        for cell in row
    )
    assert count > 40, f"{count} cells have formulas"
    wrong = judge_cells(source, told["cells"])
    change = told["change"]
    formulas_in[change["sheet"]][change["address"]] = change["value"]
    changed = folder / "andrad.xlsx"
    formulas_in.save(changed)
    return wrong + judge_cells(changed, told["changed_cells"])


def main():
    folder = Path(sys.argv[1])
    wrong = judge_series(folder / "series.json") + judge_book(folder)
    if wrong:
        print(f"{wrong} differ")
        sys.exit(1)
    print("business cases agree")


main()
