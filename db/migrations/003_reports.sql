CREATE TABLE reports (
  id              TEXT PRIMARY KEY CHECK (length(id) = 10),
  title           TEXT NOT NULL CHECK (title <> ''),
  publisher       TEXT NOT NULL,
  author          TEXT NOT NULL,
  source_address  TEXT NOT NULL,
  published_on    TEXT CHECK (published_on IS date(published_on)),
  language        TEXT NOT NULL,
  text            TEXT NOT NULL CHECK (text <> ''),
  sha256          TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  file_name       TEXT,
  rules           TEXT NOT NULL,
  imported_by     TEXT NOT NULL REFERENCES people (id),
  imported_at     TEXT NOT NULL
) STRICT;

CREATE INDEX reports_by_time ON reports (imported_at, id);

-- Verdicts rest on the words as they were imported.
CREATE TRIGGER reports_are_not_edited BEFORE UPDATE ON reports
BEGIN SELECT RAISE(ABORT, 'a report never changes after import'); END;

CREATE TRIGGER reports_are_not_deleted BEFORE DELETE ON reports
BEGIN SELECT RAISE(ABORT, 'a report never changes after import'); END;

-- REPLACE deletes the row it collides with, and where recursive_triggers is off, as in most programs, no DELETE trigger hears of it.
-- So nothing may be inserted that collides with what stays: here and in the tables after this one, by the row's own number too.
CREATE TRIGGER reports_are_not_replaced BEFORE INSERT ON reports
WHEN EXISTS (SELECT 1 FROM reports WHERE id = new.id OR sha256 = new.sha256 OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'a report never changes after import'); END;

-- The passages tile the text. `mark` is what a person said a passage is, when it holds no claim; `suggested_mark` what the rules took it for.
CREATE TABLE passages (
  report_id       TEXT NOT NULL REFERENCES reports (id),
  number          INTEGER NOT NULL CHECK (number >= 1),
  span_start      INTEGER NOT NULL CHECK (span_start >= 0),
  span_end        INTEGER NOT NULL CHECK (span_end > span_start),
  mark            TEXT CHECK (mark IN ('context', 'opinion', 'prediction', 'caveat')),
  suggested_mark TEXT CHECK (suggested_mark IN ('context', 'opinion', 'prediction', 'caveat')),
  PRIMARY KEY (report_id, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER passages_keep_their_place BEFORE UPDATE OF report_id, number, span_start, span_end ON passages
BEGIN SELECT RAISE(ABORT, 'a passage keeps its place'); END;

CREATE TRIGGER passages_are_not_deleted BEFORE DELETE ON passages
BEGIN SELECT RAISE(ABORT, 'a passage keeps its place'); END;

CREATE TRIGGER passages_are_not_replaced BEFORE INSERT ON passages
WHEN EXISTS (SELECT 1 FROM passages WHERE report_id = new.report_id AND number = new.number)
BEGIN SELECT RAISE(ABORT, 'a passage keeps its place'); END;
