-- A verdict is never edited: a change of mind is a new row.
CREATE TABLE verdicts (
  id         TEXT PRIMARY KEY CHECK (length(id) = 10),
  claim_id   TEXT NOT NULL REFERENCES claims (id),
  verdict    TEXT NOT NULL CHECK (verdict IN ('verified', 'disputed', 'unverifiable')),
  rationale  TEXT NOT NULL CHECK (rationale <> ''),
  -- What would settle it: asked of every unverifiable claim.
  settle     TEXT NOT NULL CHECK (verdict <> 'unverifiable' OR settle <> ''),
  author_id  TEXT NOT NULL REFERENCES people (id),
  at         TEXT NOT NULL
) STRICT;

CREATE INDEX verdicts_of_claim ON verdicts (claim_id, at);

-- A second person's approval of exactly one content. It holds while the claim's content still has this hash.
CREATE TABLE sign_offs (
  id             TEXT PRIMARY KEY CHECK (length(id) = 10),
  claim_id       TEXT NOT NULL REFERENCES claims (id),
  verdict_id     TEXT NOT NULL REFERENCES verdicts (id),
  content_hash   TEXT NOT NULL CHECK (length(content_hash) = 64),
  person_id      TEXT NOT NULL REFERENCES people (id),
  at             TEXT NOT NULL,
  bypass_reason  TEXT CHECK (bypass_reason <> '')
) STRICT;

CREATE INDEX sign_offs_of_claim ON sign_offs (claim_id, at);

CREATE TRIGGER four_eyes BEFORE INSERT ON sign_offs
WHEN new.bypass_reason IS NULL AND new.person_id = (SELECT author_id FROM verdicts WHERE id = new.verdict_id)
BEGIN SELECT RAISE(ABORT, 'nobody signs off a verdict that they proposed'); END;

CREATE TABLE change_requests (
  id          TEXT PRIMARY KEY CHECK (length(id) = 10),
  claim_id    TEXT NOT NULL REFERENCES claims (id),
  verdict_id  TEXT NOT NULL REFERENCES verdicts (id),
  request     TEXT NOT NULL CHECK (request <> ''),
  person_id   TEXT NOT NULL REFERENCES people (id),
  at          TEXT NOT NULL
) STRICT;

CREATE INDEX change_requests_of_claim ON change_requests (claim_id, at);

CREATE TRIGGER verdicts_are_not_edited         BEFORE UPDATE ON verdicts        BEGIN SELECT RAISE(ABORT, 'a verdict is never edited'); END;
CREATE TRIGGER verdicts_are_not_deleted        BEFORE DELETE ON verdicts        BEGIN SELECT RAISE(ABORT, 'a verdict is never edited'); END;
CREATE TRIGGER sign_offs_are_not_edited        BEFORE UPDATE ON sign_offs       BEGIN SELECT RAISE(ABORT, 'a sign-off is never edited'); END;
CREATE TRIGGER sign_offs_are_not_deleted       BEFORE DELETE ON sign_offs       BEGIN SELECT RAISE(ABORT, 'a sign-off is never edited'); END;
CREATE TRIGGER change_requests_are_not_edited  BEFORE UPDATE ON change_requests BEGIN SELECT RAISE(ABORT, 'a request is never edited'); END;
CREATE TRIGGER change_requests_are_not_deleted BEFORE DELETE ON change_requests BEGIN SELECT RAISE(ABORT, 'a request is never edited'); END;

CREATE TRIGGER verdicts_are_not_replaced BEFORE INSERT ON verdicts
WHEN EXISTS (SELECT 1 FROM verdicts WHERE id = new.id OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'a verdict is never edited'); END;

CREATE TRIGGER sign_offs_are_not_replaced BEFORE INSERT ON sign_offs
WHEN EXISTS (SELECT 1 FROM sign_offs WHERE id = new.id OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'a sign-off is never edited'); END;

CREATE TRIGGER change_requests_are_not_replaced BEFORE INSERT ON change_requests
WHEN EXISTS (SELECT 1 FROM change_requests WHERE id = new.id OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'a request is never edited'); END;
