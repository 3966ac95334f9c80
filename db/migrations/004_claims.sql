CREATE TABLE claims (
  -- `key` orders claims and ties them to the search index; `id` is what people and addresses use.
  key                INTEGER PRIMARY KEY,
  id                 TEXT NOT NULL UNIQUE CHECK (length(id) = 10),
  report_id          TEXT NOT NULL REFERENCES reports (id),
  number             INTEGER NOT NULL,
  span_start         INTEGER NOT NULL CHECK (span_start >= 0),
  span_end           INTEGER NOT NULL CHECK (span_end > span_start),
  quote              TEXT NOT NULL CHECK (quote <> ''),
  prefix             TEXT NOT NULL,
  suffix             TEXT NOT NULL,
  statement          TEXT NOT NULL CHECK (statement <> ''),
  language           TEXT NOT NULL,
  modality           TEXT NOT NULL CHECK (modality IN ('asserted', 'predicted', 'intended', 'opinion')),
  place              TEXT NOT NULL DEFAULT '',
  happened_on        TEXT CHECK (happened_on IS date(happened_on)),
  date_basis         TEXT NOT NULL DEFAULT '',
  attribution_check  TEXT NOT NULL DEFAULT 'unchecked' CHECK (attribution_check IN ('unchecked', 'confirmed', 'misquoted', 'not_found')),
  status             TEXT NOT NULL CHECK (status IN ('suggested', 'dismissed', 'queued', 'in_progress', 'in_review', 'signed_off')),
  -- The newest verdict's word and the claim's first hop, kept beside it for the queue.
  verdict            TEXT CHECK (verdict IN ('verified', 'disputed', 'unverifiable')),
  claimant           TEXT NOT NULL DEFAULT '',
  assignee_id        TEXT REFERENCES people (id),
  holder_id          TEXT REFERENCES people (id),
  held_until         TEXT,
  -- Counts the changes of what a form was made from; a form that carries an older number is stale.
  version            INTEGER NOT NULL DEFAULT 1,
  -- Which rules suggested it; NULL when a person made it.
  rules              TEXT,
  created_by         TEXT REFERENCES people (id),
  created_at         TEXT NOT NULL,
  -- When it entered the queue: NULL while it is a suggestion, dismissed, or not an assertion.
  queued_at          TEXT,
  -- The folded words that searching compares.
  terms              TEXT NOT NULL,
  UNIQUE (report_id, number),
  CHECK ((holder_id IS NULL) = (held_until IS NULL)),
  CHECK (status = 'in_progress' OR holder_id IS NULL)
) STRICT;

CREATE INDEX claims_in_report ON claims (report_id, span_start, key);

-- One index for each filter of the queue, and for each with a status; all end in its order, so that every page costs the same.
CREATE INDEX queue                     ON claims (queued_at, key)                       WHERE queued_at IS NOT NULL;
CREATE INDEX queue_by_report           ON claims (report_id, queued_at, key)            WHERE queued_at IS NOT NULL;
CREATE INDEX queue_by_status           ON claims (status, queued_at, key)               WHERE queued_at IS NOT NULL;
CREATE INDEX queue_by_verdict          ON claims (verdict, queued_at, key)              WHERE queued_at IS NOT NULL;
CREATE INDEX queue_by_assignee         ON claims (assignee_id, queued_at, key)          WHERE queued_at IS NOT NULL;
CREATE INDEX queue_by_language         ON claims (language, queued_at, key)             WHERE queued_at IS NOT NULL;
CREATE INDEX queue_by_status_verdict   ON claims (status, verdict, queued_at, key)      WHERE queued_at IS NOT NULL;
CREATE INDEX queue_by_status_assignee  ON claims (status, assignee_id, queued_at, key)  WHERE queued_at IS NOT NULL;
CREATE INDEX queue_by_status_language  ON claims (status, language, queued_at, key)     WHERE queued_at IS NOT NULL;

-- How many claims of the queue have which status, verdict, assignee and language, kept as they change: counting a million rows takes a tenth of a second.
CREATE TABLE queue_counts (
  status       TEXT NOT NULL,
  verdict      TEXT NOT NULL,
  assignee_id  TEXT NOT NULL,
  language     TEXT NOT NULL,
  claims       INTEGER NOT NULL CHECK (claims >= 0),
  PRIMARY KEY (status, verdict, assignee_id, language)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER queue_counts_insert AFTER INSERT ON claims WHEN new.queued_at IS NOT NULL
BEGIN
  INSERT INTO queue_counts VALUES (new.status, coalesce(new.verdict, ''), coalesce(new.assignee_id, ''), new.language, 1)
  ON CONFLICT DO UPDATE SET claims = claims + 1;
END;

CREATE TRIGGER queue_counts_leave AFTER UPDATE OF status, verdict, assignee_id, language, queued_at ON claims WHEN old.queued_at IS NOT NULL
BEGIN
  UPDATE queue_counts SET claims = claims - 1
  WHERE (status, verdict, assignee_id, language) = (old.status, coalesce(old.verdict, ''), coalesce(old.assignee_id, ''), old.language);
END;

CREATE TRIGGER queue_counts_enter AFTER UPDATE OF status, verdict, assignee_id, language, queued_at ON claims WHEN new.queued_at IS NOT NULL
BEGIN
  INSERT INTO queue_counts VALUES (new.status, coalesce(new.verdict, ''), coalesce(new.assignee_id, ''), new.language, 1)
  ON CONFLICT DO UPDATE SET claims = claims + 1;
END;

CREATE TRIGGER claims_are_not_deleted BEFORE DELETE ON claims
BEGIN SELECT RAISE(ABORT, 'a claim is dismissed, never deleted'); END;

CREATE TRIGGER claims_are_not_replaced BEFORE INSERT ON claims
WHEN EXISTS (SELECT 1 FROM claims WHERE id = new.id OR key = new.key OR (report_id = new.report_id AND number = new.number))
BEGIN SELECT RAISE(ABORT, 'a claim is dismissed, never deleted'); END;

-- A claim stays where it was found; its wording may change, its address and its place in the report may not.
CREATE TRIGGER claims_keep_their_place
BEFORE UPDATE OF id, key, report_id, number, span_start, span_end, quote, prefix, suffix, language, rules, created_by, created_at ON claims
WHEN (old.id, old.key, old.report_id, old.number, old.span_start, old.span_end, old.quote, old.prefix, old.suffix, old.language, old.rules, old.created_by, old.created_at)
  IS NOT (new.id, new.key, new.report_id, new.number, new.span_start, new.span_end, new.quote, new.prefix, new.suffix, new.language, new.rules, new.created_by, new.created_at)
BEGIN SELECT RAISE(ABORT, 'a claim keeps its address and its report'); END;

-- Who said it, hop by hop: the first is the claimant, the last is nearest to us.
CREATE TABLE attribution_hops (
  claim_id  TEXT NOT NULL REFERENCES claims (id),
  position  INTEGER NOT NULL CHECK (position >= 1),
  actor     TEXT NOT NULL CHECK (actor <> ''),
  named     INTEGER NOT NULL CHECK (named IN (0, 1)),
  medium    TEXT NOT NULL,
  verb      TEXT NOT NULL,
  link      TEXT NOT NULL,
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE claims_search USING fts5 (terms, content = 'claims', content_rowid = 'key', tokenize = 'unicode61', prefix = '2 3');

-- The words of that index, for reading.
CREATE VIRTUAL TABLE claims_words USING fts5vocab (claims_search, instance);

CREATE TRIGGER claims_search_insert AFTER INSERT ON claims
BEGIN INSERT INTO claims_search (rowid, terms) VALUES (new.key, new.terms); END;

CREATE TRIGGER claims_search_update AFTER UPDATE OF terms ON claims WHEN old.terms <> new.terms
BEGIN
  INSERT INTO claims_search (claims_search, rowid, terms) VALUES ('delete', old.key, old.terms);
  INSERT INTO claims_search (rowid, terms) VALUES (new.key, new.terms);
END;
