-- The audit trail. Columns used for filtering are read out of the hashed body, so that they cannot disagree with it.
-- hash = hex SHA-256(hash of the event before, as 64 hex characters ‖ body); before the first event stand 64 zeros.
CREATE TABLE audit_events (
  seq        INTEGER PRIMARY KEY CHECK (seq = (body ->> '$.seq')),
  body       TEXT NOT NULL,
  hash       TEXT NOT NULL CHECK (length(hash) = 64),
  at         TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.at') VIRTUAL,
  day        TEXT NOT NULL GENERATED ALWAYS AS (substr(body ->> '$.at', 1, 10)) VIRTUAL,
  actor_id   TEXT GENERATED ALWAYS AS (body ->> '$.actor.id') VIRTUAL,
  action     TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.action') VIRTUAL,
  subject    TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.subject') VIRTUAL,
  claim_id   TEXT GENERATED ALWAYS AS (body ->> '$.claim') VIRTUAL,
  report_id  TEXT GENERATED ALWAYS AS (body ->> '$.report') VIRTUAL,
  once       TEXT GENERATED ALWAYS AS (body ->> '$.once') VIRTUAL,
  batch      INTEGER GENERATED ALWAYS AS (body ->> '$.batch') VIRTUAL
) STRICT;

CREATE INDEX audit_events_of_actor ON audit_events (actor_id, seq);
CREATE INDEX audit_events_of_action ON audit_events (action, seq);
CREATE INDEX audit_events_of_claim ON audit_events (claim_id, seq) WHERE claim_id IS NOT NULL;
CREATE INDEX audit_events_of_report ON audit_events (report_id, seq) WHERE report_id IS NOT NULL;
CREATE INDEX audit_events_of_day ON audit_events (day, seq);
CREATE UNIQUE INDEX audit_events_once ON audit_events (once) WHERE once IS NOT NULL;

CREATE TRIGGER audit_events_never_change BEFORE UPDATE ON audit_events
BEGIN SELECT raise(ABORT, 'the trail is append-only'); END;

CREATE TRIGGER audit_events_never_go BEFORE DELETE ON audit_events
BEGIN SELECT raise(ABORT, 'the trail is append-only'); END;

-- REPLACE deletes the row it collides with, and fires no DELETE trigger where recursive_triggers is off.
-- So nothing may be inserted that collides: neither by seq nor by once.
CREATE TRIGGER audit_events_only_grow BEFORE INSERT ON audit_events
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_events)
  OR EXISTS (SELECT 1 FROM audit_events WHERE once = NEW.body ->> '$.once')
BEGIN SELECT raise(ABORT, 'the trail is append-only: the next event comes last, and only once'); END;

-- Hashes of the complete subtrees of the Merkle tree over the events (RFC 6962). The node at (level, position) covers the 2^level events
-- after event position × 2^level. Level 0, SHA-256(0x00 ‖ body), is not kept: it is read from the event.
CREATE TABLE audit_tree (
  level     INTEGER NOT NULL CHECK (level BETWEEN 1 AND 31),
  position  INTEGER NOT NULL,
  hash      BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_tree_never_changes BEFORE UPDATE ON audit_tree
BEGIN SELECT raise(ABORT, 'the tree is append-only'); END;

CREATE TRIGGER audit_tree_never_shrinks BEFORE DELETE ON audit_tree
BEGIN SELECT raise(ABORT, 'the tree is append-only'); END;

-- A node comes with the event that completes it; after that there is no place left where a false one would fit.
CREATE TRIGGER audit_tree_only_grows BEFORE INSERT ON audit_tree
WHEN NEW.position IS NOT (SELECT coalesce(max(position) + 1, 0) FROM audit_tree WHERE level = NEW.level)
  OR (NEW.position + 1) << NEW.level > (SELECT coalesce(max(seq), 0) FROM audit_events)
BEGIN SELECT raise(ABORT, 'the tree is append-only: a node comes after its neighbour and its events'); END;

-- Signed heads of the trail: size is the number of events it covers.
CREATE TABLE checkpoints (
  size  INTEGER PRIMARY KEY,
  note  TEXT NOT NULL
) STRICT;

CREATE TRIGGER checkpoints_never_change BEFORE UPDATE ON checkpoints
BEGIN SELECT raise(ABORT, 'checkpoints are append-only'); END;

CREATE TRIGGER checkpoints_never_go BEFORE DELETE ON checkpoints
BEGIN SELECT raise(ABORT, 'checkpoints are append-only'); END;

CREATE TRIGGER checkpoints_only_grow BEFORE INSERT ON checkpoints
WHEN NEW.size IS NOT (SELECT max(seq) FROM audit_events)
  OR NEW.size IN (SELECT size FROM checkpoints)
BEGIN SELECT raise(ABORT, 'checkpoints are append-only: the next one is of the last event'); END;
