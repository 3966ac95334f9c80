-- A report as readers get it: each version whole, as it left the house, with the public claims that were made of it. When one of these is corrected or
-- withdrawn, the report's next version says so. What stands beside the document is read off it, for lists.
CREATE TABLE report_publications (
  key           INTEGER PRIMARY KEY,
  report_id     TEXT NOT NULL REFERENCES reports (id),
  version       INTEGER NOT NULL CHECK (version >= 1),
  kind          TEXT NOT NULL CHECK (kind IN ('report', 'withdrawal')),
  title         TEXT NOT NULL,
  publisher     TEXT NOT NULL,
  language      TEXT NOT NULL,
  verified      INTEGER NOT NULL CHECK (verified >= 0),
  disputed      INTEGER NOT NULL CHECK (disputed >= 0),
  unverifiable  INTEGER NOT NULL CHECK (unverifiable >= 0),
  document      TEXT NOT NULL CHECK (json_valid(document)),
  sha256        TEXT NOT NULL CHECK (length(sha256) = 64),
  person_id     TEXT NOT NULL REFERENCES people (id),
  at            TEXT NOT NULL,
  UNIQUE (report_id, version),
  CHECK (kind = 'report' OR version > 1)
) STRICT;

CREATE INDEX report_corrections ON report_publications (key) WHERE version > 1;

CREATE TRIGGER report_publications_count_their_versions BEFORE INSERT ON report_publications
WHEN new.version IS NOT (SELECT coalesce(max(version), 0) + 1 FROM report_publications WHERE report_id = new.report_id)
BEGIN SELECT RAISE(ABORT, 'a publication is never edited: the next version follows the last'); END;

CREATE TRIGGER report_publications_are_not_edited   BEFORE UPDATE ON report_publications BEGIN SELECT RAISE(ABORT, 'a publication is never edited'); END;
CREATE TRIGGER report_publications_are_not_deleted  BEFORE DELETE ON report_publications BEGIN SELECT RAISE(ABORT, 'a publication is never edited'); END;

CREATE TRIGGER report_publications_are_not_replaced BEFORE INSERT ON report_publications
WHEN EXISTS (SELECT 1 FROM report_publications WHERE key = new.key)
BEGIN SELECT RAISE(ABORT, 'a publication is never edited'); END;

-- Which published reports show a claim, once and for all: where a correction has to be said as well.
CREATE TABLE shown_claims (
  claim_id   TEXT NOT NULL REFERENCES claims (id),
  report_id  TEXT NOT NULL REFERENCES reports (id),
  PRIMARY KEY (claim_id, report_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX publications_by_language_verdict ON publications (language, verdict, key);

-- What readers can search: the words of the newest version of each claim that is public, folded; by the key of that version.
CREATE TABLE published_terms (
  key       INTEGER PRIMARY KEY REFERENCES publications (key),
  claim_id  TEXT NOT NULL UNIQUE REFERENCES claims (id),
  terms     TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE published_search USING fts5 (terms, content = 'published_terms', content_rowid = 'key', tokenize = 'unicode61', prefix = '2 3');

-- The words of that index, for reading.
CREATE VIRTUAL TABLE published_words USING fts5vocab (published_search, instance);

CREATE TRIGGER published_search_insert AFTER INSERT ON published_terms
BEGIN INSERT INTO published_search (rowid, terms) VALUES (new.key, new.terms); END;

CREATE TRIGGER published_search_delete AFTER DELETE ON published_terms
BEGIN INSERT INTO published_search (published_search, rowid, terms) VALUES ('delete', old.key, old.terms); END;
