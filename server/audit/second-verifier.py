#!/usr/bin/env python3
"""A second verifier, written from FORMAT.md alone. Needs nothing but Python 3.

    second-verifier.py --bundle FILE.zip [--key KEY] [--checkpoint FILE]...
    second-verifier.py --database FILE [--checkpoint FILE]...

Leaves with 0 when all is whole, 1 when something is broken, 2 when it could not be checked.
"""
import argparse, base64, hashlib, json, re, sqlite3, struct, sys, zlib


class Broken(Exception):
    pass


def demand(condition, sentence):
    if not condition:
        raise Broken(sentence)


def sha256(data):
    return hashlib.sha256(data).digest()


# Ed25519, RFC 8032: verification only, in extended coordinates.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519(public, message, signature):
    if len(signature) != 64:
        return False
    a, r, s = decompress(public), decompress(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = multiply(s, BASE), add(r, multiply(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# 1. Canonical JSON

def quoted(text):
    text.encode("utf-8")  # half of a pair has no form
    out = ['"']
    for sign in text:
        if sign in '"\\':
            out.append("\\" + sign)
        elif sign < " ":
            out.append({"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}.get(sign) or "\\u%04x" % ord(sign))
        else:
            out.append(sign)
    return "".join(out) + '"'


def canonical(value):
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        demand(abs(value) < 2**53, "a number is too large")
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    demand(isinstance(value, dict), "a number is not whole")
    keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(quoted(key) + ":" + canonical(value[key]) for key in keys) + "}"


def read_canonical(data, what):
    try:
        text = data.decode("utf-8")
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", text, flags=re.S)
        depth = deepest = 0
        for sign in bare:
            depth += (sign in "[{") - (sign in "]}")
            deepest = max(deepest, depth)
        demand(deepest <= 64, what + " is nested too deeply")
        value = json.loads(text)
        demand(canonical(value) == text, what + " is not canonical")
        return value
    except (ValueError, RecursionError) as error:
        raise Broken(what + " is not canonical JSON") from error


# 2. and 3. Chain and tree

ZEROS = "0" * 64


def chain(previous, body):
    return hashlib.sha256(previous.encode() + body).hexdigest()


def leaf(body):
    return sha256(b"\x00" + body)


def node(left, right):
    return sha256(b"\x01" + left + right)


def root_of(leaves):
    """The roots of all complete subtrees, and that of the whole."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node(root_of(leaves[:k]), root_of(leaves[k:]))


def included(index, size, found, path, root):
    f, s = index, size - 1
    if not 0 <= f <= s:
        return False
    for step in path:
        if s == 0:
            return False
        if f & 1 or f == s:
            found = node(step, found)
            while f and not f & 1:
                f, s = f >> 1, s >> 1
        else:
            found = node(found, step)
        f, s = f >> 1, s >> 1
    return s == 0 and found == root


def consistent(m, n, old, new, path):
    if m == n:
        return not path and old == new
    if not 0 < m < n or not path:
        return False
    if m & (m - 1) == 0:
        path = [old] + path
    f, s = m - 1, n - 1
    while f & 1:
        f, s = f >> 1, s >> 1
    a = b = path[0]
    for step in path[1:]:
        if s == 0:
            return False
        if f & 1 or f == s:
            a, b = node(step, a), node(step, b)
            while f and not f & 1:
                f, s = f >> 1, s >> 1
        else:
            b = node(b, step)
        f, s = f >> 1, s >> 1
    return s == 0 and a == old and b == new


# 4., 5. and 6. Notes, keys, checkpoints

def from_base64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        return None
    return data if base64.b64encode(data).decode() == text else None


class Key:
    def __init__(self, line):
        parts = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)", line)
        raw = from_base64(parts[3]) if parts else None
        demand(parts and raw and len(raw) == 33 and raw[0] == 1, "this is not the key of a desk")
        self.line, self.name, self.id, self.public = line, parts[1], bytes.fromhex(parts[2]), raw[1:]
        demand(sha256(self.name.encode() + b"\n" + raw)[:4] == self.id, "the id does not fit the key")
        demand(self.name.endswith("/claimdesk-trail") and len(self.name) > 16, "this is not the key of a desk")
        self.origin = self.name[:-len("/claimdesk-trail")]

    def open(self, note):
        """The text of a note that this key signed, and how many signatures there are."""
        end = note.rfind("\n\n")
        lines = note[end + 2:].split("\n")
        demand(end >= 0 and lines.pop() == "" and lines, "it is not a signed note")
        text, ours = note[:end + 1], []
        for line in lines:
            parts = re.fullmatch(r"\u2014 (\S+) (\S+)", line)
            demand(parts, "it is not a signed note")
            data = from_base64(parts[2]) or b""
            if parts[1] == self.name and data[:4] == self.id:
                ours.append(data[4:])
        demand(ours, "it was signed with another key")
        demand(all(ed25519(self.public, text.encode(), one) for one in ours), "its signature does not fit")
        return text, len(lines)

    def checkpoint(self, note):
        text, _ = self.open(note)
        parts = re.match(r"(\S+)\n([1-9]\d{0,9})\n(\S+)\nhead ([0-9a-f]{64})\ntime (\d{4}-\d\d-\d\dT[\d:.]{12}Z)\n", text, flags=re.A)
        demand(parts and int(parts[2]) < 2**31, "it is not a checkpoint")
        demand(parts[1] == self.name, "it is of another trail")
        return {"size": int(parts[2]), "root": parts[3], "head": parts[4], "time": parts[5]}


def heads_in(text):
    """(note, from, path) of every head in a text."""
    line = "[A-Za-z0-9+/]{43}="
    found = re.finditer(r"(?:^|(?<=\n))(?:old (\d{1,10})\n((?:" + line + r"\n){0,63})\n)?([^\s\"',<>&]+\n\d{1,10}\n" + line + r"\n(?:[^\n]+\n){0,20}\n(?:\u2014 \S+ [A-Za-z0-9+/=]+\n)+)", text)
    return [(one[3], int(one[1]) if one[1] else None, [from_base64(step) or b"" for step in (one[2] or "").split()]) for one in found]


# 7. Databases

def verify_database(file, outside):
    db = sqlite3.connect("file:%s?mode=ro&immutable=1" % file.replace("?", "%3f"), uri=True)
    try:
        rows = [(seq, body.encode(), own) for seq, body, own in db.execute("SELECT seq, body, hash FROM audit_events ORDER BY seq")]
        kept = list(db.execute("SELECT size, note FROM checkpoints ORDER BY size"))
        nodes = {(level, position): bytes(own) for level, position, own in db.execute("SELECT level, position, hash FROM audit_tree")}
    except sqlite3.DatabaseError as error:
        raise Broken("the database cannot be read to its end: %s" % error)
    finally:
        db.close()

    previous, events = ZEROS, []
    for number, (seq, body, own) in enumerate(rows, 1):
        event = read_canonical(body, "event %d" % seq)
        demand(seq == number, "event %d is missing" % number)
        demand(isinstance(event, dict) and event.get("v") == 1 and event.get("seq") == seq, "event %d has another number or version" % seq)
        demand(chain(previous, body) == own, "event %d: its hash does not fit" % seq)
        previous = own
        events.append(event)

    opening = (events[0].get("after") or {}) if events and events[0].get("action") == "desk.opened" else {}
    demand(all(opening.get(name) for name in ("name", "origin", "vkey")), "the trail does not begin with an opening")
    key = Key(opening["vkey"])
    demand(key.origin == opening["origin"], "the opening names another key")
    demand(kept, "there is no checkpoint")
    leaves = [leaf(body) for _, body, _ in rows]
    held = [(key.checkpoint(note), size) for size, note in kept] + [(key.checkpoint(note), None) for note, _, _ in outside]
    for checkpoint, size in held:
        demand(size in (None, checkpoint["size"]), "a checkpoint stands in the place of another")
        count = checkpoint["size"]
        demand(count <= len(rows), "a checkpoint covers %d events, but there are %d" % (count, len(rows)))
        said = (checkpoint["root"], checkpoint["head"], checkpoint["time"])
        demand(said == (base64.b64encode(root_of(leaves[:count])).decode(), rows[count - 1][2], events[count - 1]["at"]), "the checkpoint of %d events contradicts the trail" % count)

    level, row, wanted = 0, leaves, {}
    while len(row) > 1:
        level, row = level + 1, [node(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        wanted.update({(level, position): own for position, own in enumerate(row)})
    demand(nodes == wanted, "the kept nodes are not those of the events")


# 8. ZIP

LISTED = ["VERIFY.md", "report.html", "report.json", "events.jsonl", "proofs.json", "checkpoint.txt", "key.txt"]
FILES = LISTED + ["manifest.json", "manifest.txt"]
LARGEST = 64 * 2**20


def write_zip(files):
    out, directory = b"", b""
    for name, data in files.items():
        common = struct.pack("<HHHHHIIIHH", 10, 0, 0, 0, 0x21, zlib.crc32(data), len(data), len(data), len(name), 0)
        directory += b"PK\1\2" + struct.pack("<H", 10) + common + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + name.encode()
        out += b"PK\3\4" + common + name.encode() + data
    return out + directory + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), len(out), 0)


def names_in(data):
    """The names in their order: copies of pages stand before the manifest, ascending."""
    at, copies = 0, []
    for name in LISTED:
        if data[at:at + 4] != b"PK\3\4" or len(data) < at + 30:
            return FILES
        at += 30 + len(name) + struct.unpack_from("<I", data, at + 22)[0]
    while data[at:at + 4] == b"PK\3\4" and len(data) >= at + 104 and re.fullmatch(rb"snapshots/[0-9a-f]{64}", data[at + 30:at + 104]):
        copies.append(data[at + 30:at + 104].decode())
        at += 104 + struct.unpack_from("<I", data, at + 22)[0]
    demand(copies == sorted(set(copies)), "the copies of pages are out of order")
    return LISTED + copies + FILES[len(LISTED):]


def read_zip(data):
    demand(len(data) <= LARGEST, "it is too large")
    files, at = {}, 0
    for name in names_in(data):
        at = sum(30 + len(one) + len(body) for one, body in files.items())
        start = at + 30 + len(name)
        demand(data[at:at + 4] == b"PK\3\4" and data[at + 30:start] == name.encode(), "byte %d: %s should begin here" % (at, name))
        size = struct.unpack_from("<I", data, at + 22)[0]
        demand(start + size <= len(data), "it ends in the middle of " + name)
        files[name] = data[start:start + size]
    demand(write_zip(files) == data, "the ZIP is not the one that its files make")
    return files


# 9. to 11. Bundles

def keys_are(value, *names):
    return isinstance(value, dict) and set(value) == set(names)


def verify_bundle(data, given, outside):
    files = read_zip(data)
    key = Key(files["key.txt"].decode("utf-8", "replace").removesuffix("\n"))
    demand(files["key.txt"] == key.line.encode() + b"\n", "key.txt is not in its form")
    demand(given in (None, key.line), "the key is not the one that was given")

    text, signatures = key.open(files["manifest.txt"].decode("utf-8", "replace"))
    demand(signatures == 1 and text == "%s/claimdesk-bundle\nmanifest %s\n" % (key.origin, sha256(files["manifest.json"]).hex()), "manifest.json is not the one that was signed")
    manifest = read_canonical(files["manifest.json"], "manifest.json")
    demand(keys_are(manifest, "format", "version", "report", "files") and canonical([manifest["format"], manifest["version"]]) == '["claimdesk bundle",1]', "manifest.json is not in its form")
    demand(canonical(manifest["files"]) == canonical([{"name": name, "size": len(files[name]), "sha256": sha256(files[name]).hex()} for name in files if name not in FILES[len(LISTED):]]), "a file is not the one that manifest.json lists")

    report = read_canonical(files["report.json"], "report.json")
    proofs = read_canonical(files["proofs.json"], "proofs.json")
    demand(keys_are(proofs, "format", "version", "size", "events") and canonical([proofs["format"], proofs["version"]]) == '["claimdesk proofs",1]', "proofs.json is not in its form")
    demand(all(keys_are(one, "seq", "leaf", "path") for one in proofs["events"]), "proofs.json is not in its form")
    demand(report["report"]["id"] == manifest["report"], "manifest.json names another report")
    note = files["checkpoint.txt"].decode("utf-8", "replace")
    checkpoint = key.checkpoint(note)
    demand(checkpoint["size"] == proofs["size"], "proofs.json is of another size")
    demand(report["desk"]["vkey"] == key.line and report["desk"]["origin"] == key.origin and report["checkpoint"] == note, "report.json is of another desk or checkpoint")

    check_copies(files, report)
    check_events(files, report, proofs, checkpoint)
    check_report(report)
    demand(len({claim["id"] for claim in report["claims"]}) == len(report["claims"]), "report.json shows a claim twice")
    for claim in report["claims"]:
        check_claim(report, claim)
    check_outside(key, checkpoint, outside)


def check_copies(files, report):
    copies = report.get("copies", {"inBundle": [], "leftOut": []})
    present = [name for name in files if name not in FILES]
    demand(all(name == "snapshots/" + sha256(files[name]).hex() for name in present), "a copy of a page is not what its name says")
    links = [one for claim in report["claims"] for kind in ("supports", "contradicts", "context", "withdrawn") for one in claim["evidence"][kind]]
    named = {shot["sha256"] for one in links for shot in one.get("snapshots", []) if shot["sha256"]}
    demand(present == ["snapshots/" + name for name in copies["inBundle"]] and named <= set(copies["inBundle"] + copies["leftOut"]), "the copies of pages are not those that report.json lists")


def check_events(files, report, proofs, checkpoint):
    lines = files["events.jsonl"].split(b"\n")
    demand(lines.pop() == b"", "events.jsonl is not in its form")
    bodies = iter(lines)
    root = from_base64(checkpoint["root"])
    demand([one["seq"] for one in proofs["events"]] == [one["seq"] for one in report["audit"]], "proofs.json and report.json list other events")
    before = None
    for proof, event in zip(proofs["events"], report["audit"]):
        seq, own = proof["seq"], from_base64(proof["leaf"])
        path = [from_base64(step) for step in proof["path"]]
        demand(own and all(path) and included(seq - 1, checkpoint["size"], own, path, root), "event %d is not under the root" % seq)
        demand(before is None or before["seq"] < seq, "event %d is out of order" % seq)
        if before and before["seq"] == seq - 1:
            demand(event["previousHash"] == before["hash"], "event %d is not chained to the one before" % seq)
        before = event
        if event["body"] is None:
            continue
        line = next(bodies, b"")
        demand(leaf(line) == own, "event %d is not the one that was proved" % seq)
        same = canonical(event["body"]).encode() == line and event["body"]["seq"] == seq and event["body"]["action"] == event["action"]
        demand(same and chain(event["previousHash"], line) == event["hash"], "event %d in report.json is another" % seq)
    demand(next(bodies, None) is None, "events.jsonl has more events than report.json")


def bodies_of(report):
    return [event["body"] for event in report["audit"] if event["body"] is not None]


def check_report(report):
    bodies = bodies_of(report)
    demand(report["asOf"] == bodies[-1]["at"], "report.json names another time")
    demand(sha256(report["source"]["text"].encode()).hex() == report["report"]["sha256"], "the text is another")
    imported = [body for body in bodies if body["action"] == "report.imported" and body["subject"] == "report/" + report["report"]["id"]]
    demand(not imported or imported[0]["after"]["sha256"] == report["report"]["sha256"], "another text was imported")
    demand(len(report["custody"]) == len(report["audit"]), "the chain of custody has another length")
    for row, event in zip(report["custody"], report["audit"]):
        body = event["body"] or {}
        said = {name: event[name] for name in ("seq", "action", "withheld")}
        said.update({name: body.get(name) for name in ("at", "subject", "claim", "reason")}, who=body.get("actor"))
        demand({name: value for name, value in row.items() if name != "number"} == said, "the chain of custody says something else of event %d" % event["seq"])


PLACED = ("claim.accepted", "claim.made", "claim.split_off", "claim.split", "claim.edges_moved", "claim.took_in")
WORDED = PLACED + ("claim.reworded",)
SAID = {
    "statement": (WORDED, lambda claim: claim["statement"]), "modality": (WORDED, lambda claim: claim["modality"]), "place": (WORDED, lambda claim: claim["place"]),
    "happenedOn": (WORDED, lambda claim: claim["date"]["day"]), "dateBasis": (WORDED, lambda claim: claim["date"]["basis"]),
    "attribution": (("claim.attributed",), lambda claim: claim["attribution"]), "attributionCheck": (("claim.attribution_checked",), lambda claim: claim["attributionCheck"]),
    "quote": (PLACED, lambda claim: claim["quote"]["exact"]),
}
CONTENT = (
    "claim.edges_moved", "claim.reworded", "claim.attributed", "claim.attribution_checked", "evidence.attached", "search.recorded", "evidence.withdrawn", "evidence.reinstated", "verdict.proposed",
)


def check_claim(report, claim):
    units = report["source"]["text"].encode("utf-16-le")
    for span in [claim["quote"]] + claim["quote"]["pieces"]:
        demand(units[2 * span["start"]:2 * span["end"]] == span["exact"].encode("utf-16-le"), "claim %d: the quote" % claim["number"])
    history = [body for body in bodies_of(report) if body["claim"] == claim["id"]]
    if not any(body["action"] in ("claim.accepted", "claim.made", "claim.split_off") for body in history):
        return

    def wrong(part):
        return "claim %d: %s is not what the events say" % (claim["number"], part)

    own = [body for body in history if body["subject"] == "claim/" + claim["id"]]
    for field, (actions, of) in SAID.items():
        telling = [body for body in own if field in (body["after"] or {})]
        known = [index for index, body in enumerate(telling) if body["action"] in actions]
        demand(not known or any(body["after"][field] == of(claim) for body in telling[known[-1]:]), wrong(field))

    verdicts = claim["earlierVerdicts"] + ([claim["verdict"]] if claim["verdict"] else [])
    proposed = [body for body in history if body["action"] == "verdict.proposed"]
    shown = [[one[name] for name in ("id", "verdict", "rationale", "settle", "proposedBy", "proposedAt")] for one in verdicts]
    demand(shown == [[body["after"][name] for name in ("judgement", "verdict", "rationale", "settle")] + [body["actor"]["name"], body["at"]] for body in proposed], wrong("verdict"))

    signed = [body for body in history if body["action"] in ("verdict.signed_off", "verdict.signed_off_alone")]
    given = [(body["after"]["judgement"], {"by": body["actor"]["name"], "at": body["at"], "bypassReason": body["reason"], "contentHash": body["after"]["contentHash"]}) for body in signed]
    demand([(one["id"], signature) for one in verdicts for signature in one["signOffs"]] == given, wrong("sign-off"))
    if claim["approval"]["state"] == "standing":
        later = [body for body in history if signed and body["seq"] > signed[-1]["seq"]]
        later = [body for body in later if body["action"] in CONTENT or (body["after"] or {}).get("status", "signed_off") not in ("signed_off", "published")]
        demand(given and claim["verdict"] and given[-1] == (claim["verdict"]["id"], claim["approval"]["signature"]) and not later, wrong("sign-off"))

    if "publications" in claim:
        left = [body for body in own if "publication" in (body["after"] or {})]
        told = [[body["after"]["publication"], body["after"]["sha256"], body["at"], None if body["after"]["publication"] == 1 else body["reason"]] for body in left]
        demand([[one[name] for name in ("version", "sha256", "at", "reason")] for one in claim["publications"]] == told, wrong("publications"))
        corrected = [one for one in report.get("corrections", []) if one["claim"] == claim["id"]]
        demand(len(corrected) == max(0, len(told) - 1), wrong("publications"))
        for index, (one, body) in enumerate(zip(claim["publications"], left)):
            kinds = {"claim.published": "claim", "claim.published_again": "claim", "claim.unpublished": "withdrawal"}
            demand(one["kind"] == kinds.get(body["action"], one["kind"]), wrong("publications"))
            if index > 0:
                notice = corrected[index - 1]["notice"]
                demand([corrected[index - 1]["version"], corrected[index - 1]["kind"], notice["at"], notice["reason"]] == [one["version"], one["kind"], one["at"], one["reason"]], wrong("publications"))
                demand(notice["by"]["name"] in (None, body["actor"]["name"]), wrong("publications"))

    for one in [item for kind in ("supports", "contradicts", "context", "searches", "withdrawn") for item in claim["evidence"][kind]]:
        about = [body for body in bodies_of(report) if body["subject"] == "evidence/" + one["id"]]
        demand(about and about[0]["at"] == one["addedAt"] and about[0]["actor"]["name"] == one["addedBy"], wrong("evidence"))
        demand(all(name not in one or one[name] == value for name, value in (about[0]["after"] or {}).items()), wrong("evidence"))
        if (about[-1]["after"] or {}).get("withdrawn") is True:
            demand(one["withdrawn"] and (one["withdrawn"]["by"], one["withdrawn"]["at"]) == (about[-1]["actor"]["name"], about[-1]["at"]), wrong("evidence"))
        else:
            demand(one["withdrawn"] is None, wrong("evidence"))
        taken = [body["subject"] for body in bodies_of(report) if body["action"] in ("snapshot.taken", "snapshot.failed") and body["after"]["evidence"] == one["id"]]
        demand(["snapshot/" + shot["id"] for shot in one.get("snapshots", [])] == taken, wrong("evidence"))
        for shot in one.get("snapshots", []):
            about = [body for body in bodies_of(report) if body["subject"] == "snapshot/" + shot["id"]]
            demand(about and about[0]["at"] == shot["endedAt"], wrong("evidence"))
            demand(all(name not in shot or shot[name] == value for name, value in about[0]["after"].items()), wrong("evidence"))
            confirmed = [{"by": body["actor"]["name"], "at": body["at"]} for body in about[1:] if body["action"] == "snapshot.confirmed"]
            demand(shot["confirmed"] == (confirmed[0] if confirmed else None), wrong("evidence"))

    requests = {}
    for body in bodies_of(report):
        if body["subject"].startswith("request/"):
            requests.setdefault(body["subject"], []).append(body)
    withdrawn = {subject for subject, about in requests.items() if any(body["action"] == "reply.request_withdrawn" for body in about)}
    shown = {"request/" + one["id"]: one for one in claim.get("replies", [])}
    demand(not (set(shown) & withdrawn), wrong("right of reply"))
    demand(all(body["subject"] in shown or body["subject"] in withdrawn for body in history if body["action"] == "reply.requested"), wrong("right of reply"))
    for subject, one in shown.items():
        about = requests.get(subject, [])
        demand(about and about[0]["action"] == "reply.requested", wrong("right of reply"))
        after = about[0]["after"]
        demand([one[name] for name in ("askedOf", "through", "askedOn", "answerBy", "recordedBy", "recordedAt")]
               == [after["askedOf"], after["channel"], after["askedOn"], after["answerBy"], about[0]["actor"]["name"], about[0]["at"]], wrong("right of reply"))
        kinds = {"reply.received": "answer", "reply.missing": "silence"}
        came = [[kinds[body["action"]], body["after"].get("words", ""), body["after"].get("language"), body["after"].get("answeredOn"), body["actor"]["name"], body["at"]] for body in about if body["action"] in kinds]
        demand([[answer[name] for name in ("kind", "words", "language", "on", "recordedBy", "recordedAt")] for answer in one["answers"]] == came, wrong("right of reply"))


def check_outside(key, checkpoint, outside):
    held = [(key.checkpoint(note), old, path) for note, old, path in outside]
    for other, _, _ in held:
        if other["size"] == checkpoint["size"]:
            demand(other == checkpoint, "a head that was kept contradicts the bundle")
            continue
        older, newer = sorted((other, checkpoint), key=lambda one: one["size"])
        paths = [path for at, old, path in held if old == older["size"] and at["size"] == newer["size"]]
        if not paths:
            print("The head of %d events proves nothing here without a consistency proof." % other["size"])
            continue
        demand(consistent(older["size"], newer["size"], from_base64(older["root"]), from_base64(newer["root"]), paths[0]), "a head that was kept contradicts the bundle")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bundle")
    parser.add_argument("--database")
    parser.add_argument("--key")
    parser.add_argument("--checkpoint", action="append", default=[])
    given = parser.parse_args()
    try:
        outside = []
        for file in given.checkpoint:
            with open(file, encoding="utf-8") as text:
                found = heads_in(text.read())
            if not found:
                raise OSError(file + " holds no checkpoint")
            outside += found
        if given.bundle:
            with open(given.bundle, "rb") as file:
                verify_bundle(file.read(LARGEST + 1), given.key, outside)
        else:
            verify_database(given.database, outside)
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    except (Broken, KeyError, TypeError, IndexError, AttributeError, UnicodeError) as error:
        print("BROKEN: %s" % (error if isinstance(error, Broken) else "something is not in its form: %r" % error))
        return 1
    print("OK")
    return 0


sys.exit(main())
