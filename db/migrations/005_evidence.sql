-- A link speaks for or against a claim or gives context; a search says where somebody looked and found nothing.
CREATE TABLE evidence (
  id                TEXT PRIMARY KEY CHECK (length(id) = 10),
  claim_id          TEXT NOT NULL REFERENCES claims (id),
  kind              TEXT NOT NULL CHECK (kind IN ('link', 'search')),
  visibility        TEXT NOT NULL CHECK (visibility IN ('public', 'internal', 'sealed')),
  note              TEXT NOT NULL,
  -- of a link
  stance            TEXT CHECK (stance IN ('supports', 'contradicts', 'context')),
  address           TEXT,
  title             TEXT,
  publisher         TEXT,
  origin            TEXT,
  quote             TEXT,
  -- of a search
  looked_in         TEXT,
  looked_for        TEXT,
  looked_on         TEXT CHECK (looked_on IS date(looked_on)),
  added_by          TEXT NOT NULL REFERENCES people (id),
  added_at          TEXT NOT NULL,
  withdrawn_at      TEXT,
  withdrawn_by      TEXT REFERENCES people (id),
  withdrawn_reason  TEXT,
  CHECK (kind <> 'link' OR (stance IS NOT NULL AND coalesce(address, '') <> '' AND coalesce(title, '') <> '' AND coalesce(origin, '') <> '' AND publisher IS NOT NULL AND quote IS NOT NULL)),
  CHECK (kind <> 'search' OR (coalesce(looked_in, '') <> '' AND coalesce(looked_for, '') <> '' AND looked_on IS NOT NULL AND stance IS NULL)),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
) STRICT;

CREATE INDEX evidence_of_claim ON evidence (claim_id, added_at, id);

CREATE TRIGGER evidence_is_not_deleted BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is withdrawn, never deleted'); END;

CREATE TRIGGER evidence_is_not_replaced BEFORE INSERT ON evidence
WHEN EXISTS (SELECT 1 FROM evidence WHERE id = new.id OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'evidence is withdrawn, never deleted'); END;

CREATE TRIGGER evidence_is_not_edited BEFORE UPDATE OF
  id, claim_id, kind, visibility, note, stance, address, title, publisher, origin, quote, looked_in, looked_for, looked_on, added_by, added_at ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is withdrawn and attached anew, never edited'); END;
