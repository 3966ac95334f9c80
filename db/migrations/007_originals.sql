-- The bytes that a report's text was taken out of, and what was done between them and the text.
CREATE TABLE originals (
  report_id      TEXT PRIMARY KEY REFERENCES reports (id),
  sha256         TEXT NOT NULL CHECK (length(sha256) = 64),
  media_type     TEXT NOT NULL,
  size           INTEGER NOT NULL CHECK (size = length(bytes)),
  file_name      TEXT NOT NULL,
  -- Of a page: the address that was asked for, and the one that answered.
  address        TEXT NOT NULL,
  final_address  TEXT NOT NULL,
  -- A list of steps, each with the tool that took it.
  steps          TEXT NOT NULL CHECK (json_type(steps) = 'array'),
  brought_by     TEXT NOT NULL REFERENCES people (id),
  brought_at     TEXT NOT NULL,
  bytes          BLOB NOT NULL
) STRICT;

CREATE TRIGGER originals_are_not_edited BEFORE UPDATE ON originals
BEGIN SELECT RAISE(ABORT, 'an original never changes'); END;

CREATE TRIGGER originals_are_not_deleted BEFORE DELETE ON originals
BEGIN SELECT RAISE(ABORT, 'an original never changes'); END;

CREATE TRIGGER originals_are_not_replaced BEFORE INSERT ON originals
WHEN EXISTS (SELECT 1 FROM originals WHERE report_id = new.report_id OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'an original never changes'); END;

-- Originals whose text somebody is still looking through. They become part of a report, or they go: nothing rests on them yet.
CREATE TABLE waiting_originals (
  id             TEXT PRIMARY KEY CHECK (length(id) = 10),
  sha256         TEXT NOT NULL CHECK (length(sha256) = 64),
  media_type     TEXT NOT NULL,
  size           INTEGER NOT NULL CHECK (size = length(bytes)),
  file_name      TEXT NOT NULL,
  address        TEXT NOT NULL,
  final_address  TEXT NOT NULL,
  text           TEXT NOT NULL CHECK (text <> ''),
  steps          TEXT NOT NULL CHECK (json_type(steps) = 'array'),
  -- What the form shows: what the person typed, and where they typed nothing, what the document says of itself.
  about          TEXT NOT NULL CHECK (json_type(about) = 'object'),
  brought_by     TEXT NOT NULL REFERENCES people (id),
  brought_at     TEXT NOT NULL,
  bytes          BLOB NOT NULL
) STRICT;

CREATE INDEX waiting_originals_of_person ON waiting_originals (brought_by, brought_at);
