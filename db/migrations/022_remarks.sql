-- What colleagues say to each other about a claim. It stays in the house: the trail has a salted hash of it.
CREATE TABLE remarks (
  id        TEXT PRIMARY KEY CHECK (length(id) = 10),
  claim_id  TEXT NOT NULL REFERENCES claims (id),
  words     TEXT NOT NULL CHECK (words <> ''),
  salt      TEXT NOT NULL CHECK (length(salt) = 32),
  made_by   TEXT NOT NULL REFERENCES people (id),
  made_at   TEXT NOT NULL
) STRICT;

CREATE INDEX remarks_of_claim ON remarks (claim_id);

CREATE TRIGGER remarks_are_not_edited  BEFORE UPDATE ON remarks BEGIN SELECT RAISE(ABORT, 'a remark is never edited'); END;
CREATE TRIGGER remarks_are_not_deleted BEFORE DELETE ON remarks BEGIN SELECT RAISE(ABORT, 'a remark is never edited'); END;
CREATE TRIGGER remarks_are_not_replaced BEFORE INSERT ON remarks
WHEN EXISTS (SELECT 1 FROM remarks WHERE id = new.id OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'a remark is never edited'); END;
