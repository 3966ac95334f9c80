-- A claim that is signed off may be published: one more status. Only the check is relaxed, no row is touched; SQLite's own way to do that
-- is to write the definition anew (https://www.sqlite.org/lang_altertable.html, section 7).
PRAGMA writable_schema = ON;

UPDATE sqlite_schema
SET sql = replace(sql, '''in_review'', ''signed_off''))', '''in_review'', ''signed_off'', ''published''))')
WHERE type = 'table' AND name = 'claims';

PRAGMA writable_schema = RESET;

-- What readers get: each version whole, as it left the house. Taking a claim back is a version too, which says so.
CREATE TABLE publications (
  key        INTEGER PRIMARY KEY,
  claim_id   TEXT NOT NULL REFERENCES claims (id),
  version    INTEGER NOT NULL CHECK (version >= 1),
  kind       TEXT NOT NULL CHECK (kind IN ('claim', 'withdrawal')),
  verdict    TEXT CHECK (verdict IN ('verified', 'disputed', 'unverifiable')),
  language   TEXT NOT NULL,
  document   TEXT NOT NULL CHECK (json_valid(document)),
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  person_id  TEXT NOT NULL REFERENCES people (id),
  at         TEXT NOT NULL,
  UNIQUE (claim_id, version),
  CHECK ((kind = 'claim') = (verdict IS NOT NULL)),
  CHECK (kind = 'claim' OR version > 1)
) STRICT;

CREATE INDEX publications_by_verdict  ON publications (verdict, key);
CREATE INDEX publications_by_language ON publications (language, key);
CREATE INDEX corrections              ON publications (key) WHERE version > 1;

CREATE TRIGGER publications_count_their_versions BEFORE INSERT ON publications
WHEN new.version IS NOT (SELECT coalesce(max(version), 0) + 1 FROM publications WHERE claim_id = new.claim_id)
BEGIN SELECT RAISE(ABORT, 'a publication is never edited: the next version follows the last'); END;

CREATE TRIGGER publications_are_not_edited   BEFORE UPDATE ON publications BEGIN SELECT RAISE(ABORT, 'a publication is never edited'); END;
CREATE TRIGGER publications_are_not_deleted  BEFORE DELETE ON publications BEGIN SELECT RAISE(ABORT, 'a publication is never edited'); END;

CREATE TRIGGER publications_are_not_replaced BEFORE INSERT ON publications
WHEN EXISTS (SELECT 1 FROM publications WHERE key = new.key)
BEGIN SELECT RAISE(ABORT, 'a publication is never edited'); END;
