-- A later version of an article is a report of its own that follows another. They make a line: a report is followed by one at most.
ALTER TABLE reports ADD COLUMN revision_of TEXT REFERENCES reports (id);
ALTER TABLE reports ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK ((version = 1) = (revision_of IS NULL));

CREATE UNIQUE INDEX reports_follow_one_another ON reports (revision_of) WHERE revision_of IS NOT NULL;

CREATE TRIGGER reports_count_their_versions BEFORE INSERT ON reports
WHEN new.revision_of IS NOT NULL AND new.version IS NOT (SELECT version + 1 FROM reports WHERE id = new.revision_of)
BEGIN SELECT RAISE(ABORT, 'a version is one more than the version it follows'); END;

DROP TRIGGER reports_are_not_replaced;

CREATE TRIGGER reports_are_not_replaced BEFORE INSERT ON reports
WHEN EXISTS (SELECT 1 FROM reports WHERE id = new.id OR sha256 = new.sha256 OR revision_of = new.revision_of OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'a report never changes after import'); END;

-- Where a claim stood in a version that another one followed, and what became of its words in that one.
CREATE TABLE anchors (
  claim_id    TEXT NOT NULL REFERENCES claims (id),
  report_id   TEXT NOT NULL REFERENCES reports (id),
  span_start  INTEGER NOT NULL CHECK (span_start >= 0),
  span_end    INTEGER NOT NULL CHECK (span_end > span_start),
  quote       TEXT NOT NULL CHECK (quote <> ''),
  pieces      TEXT CHECK (pieces IS NULL OR json_type(pieces) = 'array'),
  outcome     TEXT NOT NULL CHECK (outcome IN ('same', 'moved', 'changed', 'vanished')),
  PRIMARY KEY (claim_id, report_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX anchors_in_report ON anchors (report_id, span_start);

CREATE TRIGGER anchors_are_not_edited   BEFORE UPDATE ON anchors BEGIN SELECT RAISE(ABORT, 'where a claim stood is never edited'); END;

CREATE TRIGGER anchors_are_not_deleted  BEFORE DELETE ON anchors BEGIN SELECT RAISE(ABORT, 'where a claim stood is never edited'); END;

CREATE TRIGGER anchors_are_not_replaced BEFORE INSERT ON anchors
WHEN EXISTS (SELECT 1 FROM anchors WHERE claim_id = new.claim_id AND report_id = new.report_id)
BEGIN SELECT RAISE(ABORT, 'where a claim stood is never edited'); END;

-- The version in which its words changed, while nobody has looked at them since.
ALTER TABLE claims ADD COLUMN changed_in TEXT REFERENCES reports (id);

-- A claim keeps its address and its number. It belongs to the newest version in which its words stand.
DROP TRIGGER claims_keep_their_place;

CREATE TRIGGER claims_keep_their_place
BEFORE UPDATE OF id, key, number, language, rules, split_from, created_by, created_at ON claims
WHEN (old.id, old.key, old.number, old.language, old.rules, old.split_from, old.created_by, old.created_at)
  IS NOT (new.id, new.key, new.number, new.language, new.rules, new.split_from, new.created_by, new.created_at)
BEGIN SELECT RAISE(ABORT, 'a claim keeps its address and its report'); END;

CREATE TRIGGER claims_follow_their_report BEFORE UPDATE OF report_id ON claims
WHEN new.report_id IS NOT old.report_id AND NOT EXISTS (SELECT 1 FROM reports WHERE id = new.report_id AND revision_of = old.report_id)
BEGIN SELECT RAISE(ABORT, 'a claim keeps its address and its report, save for the version that follows'); END;

-- That a report has been read to its end, by a second pair of eyes. It holds while the content still has this hash.
CREATE TABLE report_sign_offs (
  id            TEXT PRIMARY KEY CHECK (length(id) = 10),
  report_id     TEXT NOT NULL REFERENCES reports (id),
  content_hash  TEXT NOT NULL CHECK (length(content_hash) = 64),
  person_id     TEXT NOT NULL REFERENCES people (id),
  at            TEXT NOT NULL,
  -- What was still open, as a list of names, and why it was signed off all the same.
  unmet         TEXT NOT NULL CHECK (json_type(unmet) = 'array'),
  reason        TEXT CHECK (reason <> ''),
  CHECK ((json_array_length(unmet) = 0) = (reason IS NULL))
) STRICT;

CREATE INDEX report_sign_offs_of_report ON report_sign_offs (report_id, at);

CREATE TRIGGER report_sign_offs_are_not_edited  BEFORE UPDATE ON report_sign_offs BEGIN SELECT RAISE(ABORT, 'a sign-off is never edited'); END;

CREATE TRIGGER report_sign_offs_are_not_deleted BEFORE DELETE ON report_sign_offs BEGIN SELECT RAISE(ABORT, 'a sign-off is never edited'); END;

CREATE TRIGGER report_sign_offs_are_not_replaced BEFORE INSERT ON report_sign_offs
WHEN EXISTS (SELECT 1 FROM report_sign_offs WHERE id = new.id OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'a sign-off is never edited'); END;
