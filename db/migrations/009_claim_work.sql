-- How two claims stand to each other, of one report or of two. What contradicts is a conflict: they cannot all be true, or differ in scope.
CREATE TABLE claim_links (
  id                TEXT PRIMARY KEY CHECK (length(id) = 10),
  kind              TEXT NOT NULL CHECK (kind IN ('same', 'related', 'contradicts')),
  from_claim        TEXT NOT NULL REFERENCES claims (id),
  to_claim          TEXT NOT NULL REFERENCES claims (id) CHECK (to_claim <> from_claim),
  -- Why: asked of every conflict.
  note              TEXT NOT NULL CHECK (kind <> 'contradicts' OR note <> ''),
  added_by          TEXT NOT NULL REFERENCES people (id),
  added_at          TEXT NOT NULL,
  withdrawn_at      TEXT,
  withdrawn_by      TEXT REFERENCES people (id),
  withdrawn_reason  TEXT CHECK (withdrawn_reason <> ''),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
) STRICT;

CREATE INDEX claim_links_from ON claim_links (from_claim);
CREATE INDEX claim_links_to ON claim_links (to_claim);

-- Two claims have one link that stands, whichever of them it was made from.
CREATE UNIQUE INDEX claim_links_standing ON claim_links (min(from_claim, to_claim), max(from_claim, to_claim)) WHERE withdrawn_at IS NULL;

CREATE TRIGGER claim_links_are_not_edited BEFORE UPDATE ON claim_links
WHEN old.withdrawn_at IS NOT NULL
  OR (old.id, old.kind, old.from_claim, old.to_claim, old.note, old.added_by, old.added_at) IS NOT (new.id, new.kind, new.from_claim, new.to_claim, new.note, new.added_by, new.added_at)
BEGIN SELECT RAISE(ABORT, 'a link is withdrawn, never edited'); END;

CREATE TRIGGER claim_links_are_not_deleted BEFORE DELETE ON claim_links
BEGIN SELECT RAISE(ABORT, 'a link is withdrawn, never deleted'); END;

CREATE TRIGGER claim_links_are_not_replaced BEFORE INSERT ON claim_links
WHEN EXISTS (SELECT 1 FROM claim_links WHERE id = new.id OR rowid = new.rowid)
  OR EXISTS (SELECT 1 FROM claim_links WHERE withdrawn_at IS NULL AND min(from_claim, to_claim) = min(new.from_claim, new.to_claim) AND max(from_claim, to_claim) = max(new.from_claim, new.to_claim))
BEGIN SELECT RAISE(ABORT, 'a link is withdrawn, never replaced'); END;

-- When a prediction or an intention can be known, and under what condition it was made; until then it waits outside the queue.
ALTER TABLE claims ADD COLUMN due_on TEXT CHECK (due_on IS date(due_on));
ALTER TABLE claims ADD COLUMN condition TEXT NOT NULL DEFAULT '';
-- What the answer to "did they really say it?" rests on.
ALTER TABLE claims ADD COLUMN attribution_note TEXT NOT NULL DEFAULT '';

CREATE INDEX claims_to_come_due ON claims (due_on, key) WHERE queued_at IS NULL AND modality IN ('predicted', 'intended') AND status NOT IN ('suggested', 'dismissed');

-- The words of a passage in which the publisher says what it does not vouch for, and the claims that they are about.
CREATE TABLE caveats (
  report_id   TEXT NOT NULL,
  passage     INTEGER NOT NULL,
  span_start  INTEGER NOT NULL CHECK (span_start >= 0),
  span_end    INTEGER NOT NULL CHECK (span_end > span_start),
  quote       TEXT NOT NULL CHECK (quote <> ''),
  PRIMARY KEY (report_id, passage),
  FOREIGN KEY (report_id, passage) REFERENCES passages (report_id, number)
) STRICT, WITHOUT ROWID;

-- `said_by` is NULL while it is only what the rules propose: then it counts for nothing.
CREATE TABLE caveat_covers (
  report_id  TEXT NOT NULL,
  passage    INTEGER NOT NULL,
  claim_id   TEXT NOT NULL REFERENCES claims (id),
  said_by    TEXT REFERENCES people (id),
  PRIMARY KEY (report_id, passage, claim_id),
  FOREIGN KEY (report_id, passage) REFERENCES caveats (report_id, passage)
) STRICT, WITHOUT ROWID;

CREATE INDEX caveat_covers_of_claim ON caveat_covers (claim_id);

CREATE TRIGGER caveats_keep_their_words BEFORE UPDATE ON caveats
BEGIN SELECT RAISE(ABORT, 'a caveat keeps its words'); END;

CREATE TRIGGER caveats_are_not_deleted BEFORE DELETE ON caveats
BEGIN SELECT RAISE(ABORT, 'a caveat keeps its words'); END;

CREATE TRIGGER caveats_are_not_replaced BEFORE INSERT ON caveats
WHEN EXISTS (SELECT 1 FROM caveats WHERE report_id = new.report_id AND passage = new.passage)
BEGIN SELECT RAISE(ABORT, 'a caveat keeps its words'); END;
