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
