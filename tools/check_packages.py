"""Judges packages for the e-archive by the published schemas, by what METS says of each file, and by eark-validator.

Ends with 1 and says what is wrong. What eark-validator finds without reason is listed here with the reason; a listed finding
that it no longer makes is wrong too, so that the list stays true.
"""

import hashlib
import io
import os
import sys
import tarfile
import tempfile
import urllib.request
from pathlib import Path

from lxml import etree
from lxml.isoschematron import Schematron

FGS = Path(os.environ["SAMVERK_FGS"])
METS = "{http://www.loc.gov/METS/}"
CSIP = "{https://DILCIS.eu/XML/METS/CSIPExtensionMETS}"
HREF = "{http://www.w3.org/1999/xlink}href"

# The rule, and why its finding is false.
ACCEPTED = {
    "CSIP12": "SIP16–23: who submits, and the contact, are creators too, and are no software",
    "CSIP13": "the same: OTHERTYPE is asked of every creator",
    "CSIP15": "the same: SIP19 lets a submitting organisation be without a number, and so without a note",
    "CSIP16": "the same: the note of an organisation is its number, that of a contact an address",
    "CSIP63": "the rule holds for no group that names its content but OTHER, although CSIP62 wants it named",
    "SIP14": "the rule looks for NOTETYPE without the prefix that the schema gives it",
}
# Warnings only: what a package may lack.
ADVICE = {
    "CSIPSTR8": "no metadata of other sorts",
    "CSIPSTR11": "a delivery of cases without files has no data",
    "CSIPSTR13": "the metadata of all files is that of the package",
}


def served(address, *_arguments, **_settings):
    """eark-validator asks for vocabularies over the net: here they come from the folder."""
    name = str(getattr(address, "full_url", address)).rsplit("/", 1)[1]
    return io.BytesIO((FGS / "csip" / name).read_bytes())


class Local(etree.Resolver):
    """Schemas import each other by address."""

    def resolve(self, url, _public_id, context):
        name = url.rsplit("/", 1)[1]
        return self.resolve_filename(str(FGS / "csip" / name), context) if url.startswith("http") else None


def schema(text):
    parser = etree.XMLParser()
    parser.resolvers.add(Local())
    return etree.XMLSchema(etree.parse(io.BytesIO(text), parser, base_url=str(FGS) + "/"))


def imports(*schemas):
    lines = [f'<xs:import namespace="{space}" schemaLocation="{FGS / path}"/>' for space, path in schemas]
    return f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{"".join(lines)}</xs:schema>'.encode()


def schemas():
    mets = schema(imports(
        ("http://www.loc.gov/METS/", "csip/mets.xsd"),
        ("https://DILCIS.eu/XML/METS/CSIPExtensionMETS", "csip/DILCISExtensionMETS.xsd"),
    ))
    # The rules use nothing of XSLT 2, which lxml has not.
    rules = (FGS / "erms/erms_v3.sch").read_text().replace('queryBinding="xslt2"', 'queryBinding="xslt"')
    erms = (schema(imports(("https://DILCIS.eu/XML/ERMS", "erms/ERMS_v3.xsd"))),
            Schematron(etree.fromstring(rules.encode()), store_report=True))
    premis = schema(imports(("http://www.loc.gov/premis/v3", "csip/premis-v3-0.xsd")))
    return {
        "METS.xml": [mets],
        "representations/rep1/METS.xml": [mets],
        "metadata/descriptive/erms.xml": list(erms),
        "metadata/preservation/premis.xml": [premis],
    }


def judge_by_schemas(root, wanted):
    for path, judges in wanted.items():
        document = etree.parse(root / path)
        for judge in judges:
            if not judge.validate(document):
                yield from (f"{path}: {error}" for error in judge.error_log)


def entries(root, mets):
    """What METS says of the files: path in the package, size and checksum."""
    folder = (root / mets).parent
    for element in etree.parse(root / mets).iter(METS + "file", METS + "mdRef"):
        place = element if element.tag == METS + "mdRef" else element.find(METS + "FLocat")
        yield folder / place.get(HREF), int(element.get("SIZE")), element.get("CHECKSUM")


def judge_files(root):
    told = list(entries(root, "METS.xml")) + list(entries(root, "representations/rep1/METS.xml"))
    for path, size, checksum in told:
        content = path.read_bytes() if path.is_file() else None
        if content is None:
            yield f"{path} is named, and is not there"
        elif (len(content), hashlib.sha256(content).hexdigest()) != (size, checksum):
            yield f"{path} is not what METS says"
    lies = {path for path in root.rglob("*") if path.is_file()}
    named = {path for path, _, _ in told} | {root / "METS.xml"}
    yield from (f"{path} lies there, and is not named" for path in sorted(lies - named))


def judge_agents(root):
    """What the accepted findings leave out: one creator is the software, and the note of an organisation is its number."""
    agents = etree.parse(root / "METS.xml").findall(f".//{METS}agent")
    notes = [(one, [note.get(CSIP + "NOTETYPE") for note in one.findall(METS + "note")]) for one in agents]
    software = [kinds for one, kinds in notes if one.get("OTHERTYPE") == "SOFTWARE"]
    if software != [["SOFTWARE VERSION"]]:
        yield "METS.xml: there is not one software with its version"
    for one, kinds in notes:
        if one.get("TYPE") == "ORGANIZATION" and kinds not in ([], ["IDENTIFICATIONCODE"]):
            yield f"METS.xml: the note of {one.findtext(METS + 'name')} is no number"


def judge_package(package, found):
    """What eark-validator says, without what is accepted; `found` collects that."""
    from eark_validator.packages import PackageValidator

    report = PackageValidator(package).validation_report
    messages = list(report.structure.messages)
    if report.metadata is None:
        yield "eark-validator did not get past the structure"
    else:
        messages += report.metadata.schema_results.messages + report.metadata.schematron_results.messages
    for message in messages:
        severity = str(getattr(message.severity, "value", message.severity)).lower()
        if severity.startswith("info"):
            continue
        is_error = severity.startswith("err")
        if message.rule_id in (ACCEPTED if is_error else ACCEPTED | ADVICE):
            found.add(message.rule_id)
        else:
            yield f"{message.rule_id} ({severity}) {message.location}: {message.message}"


def main(folder):
    urllib.request.urlopen = served
    packages = sorted(folder.glob("*.tar"))
    wanted, found, wrong = schemas(), set(), []
    for package in packages:
        with tempfile.TemporaryDirectory() as unpacked:
            # eark-validator unpacks beside, and does not tidy up.
            tempfile.tempdir = unpacked
            with tarfile.open(package) as archive:
                archive.extractall(unpacked + "/here", filter="data")
            (root,) = Path(unpacked, "here").iterdir()
            if root.name != etree.parse(root / "METS.xml").getroot().get("OBJID"):
                wrong.append(f"{package.name}: the folder is not called as the package")
            judged = [*judge_by_schemas(root, wanted), *judge_files(root), *judge_agents(root)]
            judged += judge_package(package, found)
            wrong += [f"{package.name}: {one}" for one in judged]
            tempfile.tempdir = None
    if not packages:
        wrong.append("There is no package.")
    unfounded = set(ACCEPTED) - found
    if packages and not wrong and unfounded:
        wrong.append(f"No longer found, take them off the list: {', '.join(sorted(unfounded))}")
    if wrong:
        print(*wrong, sep="\n")
        return 1
    print(f"{len(packages)} packages are taken; accepted: {', '.join(sorted(found))}")
    return 0


sys.exit(main(Path(sys.argv[1])))
