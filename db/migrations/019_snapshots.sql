-- Whether the desk itself fetches the page that a link leads to, is said with the link and never changed. Of links from before, it was never said.
ALTER TABLE evidence ADD COLUMN snapshot TEXT NOT NULL DEFAULT 'none' CHECK (snapshot IN ('take', 'none'));

DROP TRIGGER evidence_is_not_edited;

CREATE TRIGGER evidence_is_not_edited BEFORE UPDATE OF
  id, claim_id, kind, visibility, note, stance, address, title, publisher, origin, quote, looked_in, looked_for, looked_on, added_by, added_at, snapshot ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is withdrawn and attached anew, never edited'); END;

-- What is still to be fetched: a row goes in the transaction that stores what came of it. `asked_by` is null where it came with the link.
CREATE TABLE snapshots_to_take (
  evidence_id  TEXT PRIMARY KEY REFERENCES evidence (id),
  asked_by     TEXT REFERENCES people (id),
  asked_at     TEXT NOT NULL
) STRICT;

CREATE INDEX snapshots_to_take_in_turn ON snapshots_to_take (asked_at);

-- The bytes of what came, each once, by their hash.
CREATE TABLE snapshot_files (
  sha256  TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  bytes   BLOB NOT NULL
) STRICT;

CREATE TRIGGER snapshot_files_are_not_edited BEFORE UPDATE ON snapshot_files
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

CREATE TRIGGER snapshot_files_are_not_deleted BEFORE DELETE ON snapshot_files
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

CREATE TRIGGER snapshot_files_are_not_replaced BEFORE INSERT ON snapshot_files
WHEN EXISTS (SELECT 1 FROM snapshot_files WHERE sha256 = new.sha256 OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

-- What came of fetching a page of evidence: the page, or why there is none. Taken again, it is another row.
CREATE TABLE snapshots (
  id           TEXT PRIMARY KEY CHECK (length(id) = 10),
  evidence_id  TEXT NOT NULL REFERENCES evidence (id),
  address      TEXT NOT NULL,
  -- Each answer on the way: address, status, and the IP address it came from.
  hops         TEXT NOT NULL CHECK (json_type(hops) = 'array'),
  started_at   TEXT NOT NULL,
  ended_at     TEXT NOT NULL CHECK (ended_at >= started_at),
  tool         TEXT NOT NULL,
  asked_by     TEXT REFERENCES people (id),
  problem      TEXT,
  media_type   TEXT,
  title        TEXT,
  size         INTEGER,
  sha256       TEXT REFERENCES snapshot_files (sha256),
  CHECK (problem IS NULL OR (media_type IS NULL AND title IS NULL AND size IS NULL AND sha256 IS NULL)),
  CHECK (problem IS NOT NULL OR (media_type IS NOT NULL AND title IS NOT NULL AND size IS NOT NULL AND sha256 IS NOT NULL))
) STRICT;

CREATE INDEX snapshots_of_evidence ON snapshots (evidence_id, ended_at);

CREATE TRIGGER snapshots_are_not_edited BEFORE UPDATE ON snapshots
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

CREATE TRIGGER snapshots_are_not_deleted BEFORE DELETE ON snapshots
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

CREATE TRIGGER snapshots_are_not_replaced BEFORE INSERT ON snapshots
WHEN EXISTS (SELECT 1 FROM snapshots WHERE id = new.id OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

-- Somebody looked, and it shows what is cited: many copies show a sign-in instead.
CREATE TABLE snapshot_confirmations (
  snapshot_id  TEXT PRIMARY KEY REFERENCES snapshots (id),
  person_id    TEXT NOT NULL REFERENCES people (id),
  at           TEXT NOT NULL
) STRICT;

CREATE TRIGGER snapshot_confirmations_are_not_edited BEFORE UPDATE ON snapshot_confirmations
BEGIN SELECT RAISE(ABORT, 'what was confirmed of a snapshot never changes'); END;

CREATE TRIGGER snapshot_confirmations_are_not_deleted BEFORE DELETE ON snapshot_confirmations
BEGIN SELECT RAISE(ABORT, 'what was confirmed of a snapshot never changes'); END;

CREATE TRIGGER snapshot_confirmations_are_not_replaced BEFORE INSERT ON snapshot_confirmations
WHEN EXISTS (SELECT 1 FROM snapshot_confirmations WHERE snapshot_id = new.snapshot_id OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'what was confirmed of a snapshot never changes'); END;
