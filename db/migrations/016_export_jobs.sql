-- What somebody asked to be written into a file, because it is too long to wait for. The files lie beside the database, for a day.
CREATE TABLE export_jobs (
  id          TEXT PRIMARY KEY CHECK (length(id) = 10),
  person_id   TEXT NOT NULL REFERENCES people (id),
  asked_at    TEXT NOT NULL,
  scope       TEXT NOT NULL CHECK (json_valid(scope)),
  form        TEXT NOT NULL CHECK (form IN ('html', 'pdf', 'docx', 'json', 'csv')),
  extent      TEXT NOT NULL CHECK (extent IN ('full', 'brief')),
  language    TEXT NOT NULL,
  started_at  TEXT,
  ended_at    TEXT,
  -- What came of it: null while it waits or is being written.
  outcome     TEXT CHECK (outcome IN ('done', 'empty', 'tooMany', 'tooLong', 'unprinted', 'failed', 'interrupted', 'cancelled')),
  claims      INTEGER,
  size        INTEGER,
  CHECK ((outcome IS NULL) = (ended_at IS NULL)),
  CHECK ((outcome IS 'done') = (size IS NOT NULL))
) STRICT;

CREATE INDEX export_jobs_of_person ON export_jobs (person_id);
CREATE INDEX export_jobs_open      ON export_jobs (outcome) WHERE outcome IS NULL;

-- Which verdicts were signed off in a period.
CREATE INDEX sign_offs_by_time ON sign_offs (at);

-- What has ended stays as it ended.
CREATE TRIGGER export_jobs_end_once BEFORE UPDATE ON export_jobs WHEN old.outcome IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an export ends once'); END;

CREATE TRIGGER export_jobs_are_not_deleted BEFORE DELETE ON export_jobs
BEGIN SELECT RAISE(ABORT, 'an export that was asked for is not deleted'); END;
