-- What the migrations add up to, for reading. Made by: node db/dump.ts > db/schema.sql

CREATE TABLE people (
  id             TEXT PRIMARY KEY,
  name           TEXT NOT NULL CHECK (name <> ''),
  email          TEXT NOT NULL UNIQUE CHECK (email = lower(email)),
  role           TEXT NOT NULL CHECK (role IN ('checker', 'supervisor', 'admin')),
  locale         TEXT NOT NULL CHECK (locale IN ('ar', 'en')),
  password_hash  TEXT,
  disabled_at    TEXT,
  created_at     TEXT NOT NULL
) STRICT;

CREATE TABLE invitations (
  token_hash  TEXT PRIMARY KEY,
  person_id   TEXT REFERENCES people (id),
  created_at  TEXT NOT NULL,
  expires_at  TEXT NOT NULL,
  used_at     TEXT
) STRICT;

CREATE UNIQUE INDEX one_usable_invitation ON invitations (coalesce(person_id, '')) WHERE used_at IS NULL;

CREATE TABLE sessions (
  token_hash  TEXT PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES people (id),
  created_at  TEXT NOT NULL,
  expires_at  TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_of_person ON sessions (person_id);

CREATE TABLE sign_in_failures (
  id   INTEGER PRIMARY KEY,
  who  TEXT NOT NULL,
  at   TEXT NOT NULL
) STRICT;

CREATE INDEX sign_in_failures_of ON sign_in_failures (who, at);

CREATE TABLE audit_events (
  seq        INTEGER PRIMARY KEY CHECK (seq = (body ->> '$.seq')),
  body       TEXT NOT NULL,
  hash       TEXT NOT NULL CHECK (length(hash) = 64),
  at         TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.at') VIRTUAL,
  day        TEXT NOT NULL GENERATED ALWAYS AS (substr(body ->> '$.at', 1, 10)) VIRTUAL,
  actor_id   TEXT GENERATED ALWAYS AS (body ->> '$.actor.id') VIRTUAL,
  action     TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.action') VIRTUAL,
  subject    TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.subject') VIRTUAL,
  claim_id   TEXT GENERATED ALWAYS AS (body ->> '$.claim') VIRTUAL,
  report_id  TEXT GENERATED ALWAYS AS (body ->> '$.report') VIRTUAL,
  once       TEXT GENERATED ALWAYS AS (body ->> '$.once') VIRTUAL,
  batch      INTEGER GENERATED ALWAYS AS (body ->> '$.batch') VIRTUAL
) STRICT;

CREATE INDEX audit_events_of_actor ON audit_events (actor_id, seq);

CREATE INDEX audit_events_of_action ON audit_events (action, seq);

CREATE INDEX audit_events_of_claim ON audit_events (claim_id, seq) WHERE claim_id IS NOT NULL;

CREATE INDEX audit_events_of_report ON audit_events (report_id, seq) WHERE report_id IS NOT NULL;

CREATE INDEX audit_events_of_day ON audit_events (day, seq);

CREATE UNIQUE INDEX audit_events_once ON audit_events (once) WHERE once IS NOT NULL;

CREATE TRIGGER audit_events_never_change BEFORE UPDATE ON audit_events
BEGIN SELECT raise(ABORT, 'the trail is append-only'); END;

CREATE TRIGGER audit_events_never_go BEFORE DELETE ON audit_events
BEGIN SELECT raise(ABORT, 'the trail is append-only'); END;

CREATE TRIGGER audit_events_only_grow BEFORE INSERT ON audit_events
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_events)
  OR EXISTS (SELECT 1 FROM audit_events WHERE once = NEW.body ->> '$.once')
BEGIN SELECT raise(ABORT, 'the trail is append-only: the next event comes last, and only once'); END;

CREATE TABLE audit_tree (
  level     INTEGER NOT NULL CHECK (level BETWEEN 1 AND 31),
  position  INTEGER NOT NULL,
  hash      BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_tree_never_changes BEFORE UPDATE ON audit_tree
BEGIN SELECT raise(ABORT, 'the tree is append-only'); END;

CREATE TRIGGER audit_tree_never_shrinks BEFORE DELETE ON audit_tree
BEGIN SELECT raise(ABORT, 'the tree is append-only'); END;

CREATE TRIGGER audit_tree_only_grows BEFORE INSERT ON audit_tree
WHEN NEW.position IS NOT (SELECT coalesce(max(position) + 1, 0) FROM audit_tree WHERE level = NEW.level)
  OR (NEW.position + 1) << NEW.level > (SELECT coalesce(max(seq), 0) FROM audit_events)
BEGIN SELECT raise(ABORT, 'the tree is append-only: a node comes after its neighbour and its events'); END;

CREATE TABLE checkpoints (
  size  INTEGER PRIMARY KEY,
  note  TEXT NOT NULL
) STRICT;

CREATE TRIGGER checkpoints_never_change BEFORE UPDATE ON checkpoints
BEGIN SELECT raise(ABORT, 'checkpoints are append-only'); END;

CREATE TRIGGER checkpoints_never_go BEFORE DELETE ON checkpoints
BEGIN SELECT raise(ABORT, 'checkpoints are append-only'); END;

CREATE TRIGGER checkpoints_only_grow BEFORE INSERT ON checkpoints
WHEN NEW.size IS NOT (SELECT max(seq) FROM audit_events)
  OR NEW.size IN (SELECT size FROM checkpoints)
BEGIN SELECT raise(ABORT, 'checkpoints are append-only: the next one is of the last event'); END;

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
, revision_of TEXT REFERENCES reports (id), version INTEGER NOT NULL DEFAULT 1 CHECK ((version = 1) = (revision_of IS NULL))) STRICT;

CREATE INDEX reports_by_time ON reports (imported_at, id);

CREATE TRIGGER reports_are_not_edited BEFORE UPDATE ON reports
BEGIN SELECT RAISE(ABORT, 'a report never changes after import'); END;

CREATE TRIGGER reports_are_not_deleted BEFORE DELETE ON reports
BEGIN SELECT RAISE(ABORT, 'a report never changes after import'); END;

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
  status             TEXT NOT NULL CHECK (status IN ('suggested', 'dismissed', 'queued', 'in_progress', 'in_review', 'signed_off', 'published')),
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
  terms              TEXT NOT NULL, pieces TEXT CHECK (
  pieces IS NULL OR (
    json_valid(pieces) AND json_array_length(pieces) >= 2
    AND pieces ->> '$[0][0]' = span_start AND pieces ->> '$[#-1][1]' = span_end
  )
), split_from TEXT REFERENCES claims (id), merged_into TEXT REFERENCES claims (id) CHECK (merged_into IS NULL OR (status = 'dismissed' AND merged_into <> id)), due_on TEXT CHECK (due_on IS date(due_on)), condition TEXT NOT NULL DEFAULT '', attribution_note TEXT NOT NULL DEFAULT '', changed_in TEXT REFERENCES reports (id), mended TEXT CHECK (mended IS NULL OR (mended IN ('edited', 'split') AND rules IS NOT NULL)), fate TEXT GENERATED ALWAYS AS (
  CASE
    WHEN rules IS NULL OR split_from IS NOT NULL THEN NULL
    WHEN merged_into IS NOT NULL THEN 'merged'
    WHEN status = 'dismissed' THEN 'dismissed'
    WHEN mended = 'split' THEN 'split'
    WHEN status = 'suggested' THEN 'waiting'
    WHEN mended = 'edited' THEN 'edited'
    ELSE 'accepted'
  END
) VIRTUAL,
  UNIQUE (report_id, number),
  CHECK ((holder_id IS NULL) = (held_until IS NULL)),
  CHECK (status = 'in_progress' OR holder_id IS NULL)
) STRICT;

CREATE INDEX claims_in_report ON claims (report_id, span_start, key);

CREATE INDEX queue                     ON claims (queued_at, key)                       WHERE queued_at IS NOT NULL;

CREATE INDEX queue_by_report           ON claims (report_id, queued_at, key)            WHERE queued_at IS NOT NULL;

CREATE INDEX queue_by_status           ON claims (status, queued_at, key)               WHERE queued_at IS NOT NULL;

CREATE INDEX queue_by_verdict          ON claims (verdict, queued_at, key)              WHERE queued_at IS NOT NULL;

CREATE INDEX queue_by_assignee         ON claims (assignee_id, queued_at, key)          WHERE queued_at IS NOT NULL;

CREATE INDEX queue_by_language         ON claims (language, queued_at, key)             WHERE queued_at IS NOT NULL;

CREATE INDEX queue_by_status_verdict   ON claims (status, verdict, queued_at, key)      WHERE queued_at IS NOT NULL;

CREATE INDEX queue_by_status_assignee  ON claims (status, assignee_id, queued_at, key)  WHERE queued_at IS NOT NULL;

CREATE INDEX queue_by_status_language  ON claims (status, language, queued_at, key)     WHERE queued_at IS NOT NULL;

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

CREATE VIRTUAL TABLE claims_words USING fts5vocab (claims_search, instance);

CREATE TRIGGER claims_search_insert AFTER INSERT ON claims
BEGIN INSERT INTO claims_search (rowid, terms) VALUES (new.key, new.terms); END;

CREATE TRIGGER claims_search_update AFTER UPDATE OF terms ON claims WHEN old.terms <> new.terms
BEGIN
  INSERT INTO claims_search (claims_search, rowid, terms) VALUES ('delete', old.key, old.terms);
  INSERT INTO claims_search (rowid, terms) VALUES (new.key, new.terms);
END;

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
  withdrawn_reason  TEXT, taken_from TEXT REFERENCES evidence (id), snapshot TEXT NOT NULL DEFAULT 'none' CHECK (snapshot IN ('take', 'none')),
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

CREATE INDEX claims_split ON claims (split_from) WHERE split_from IS NOT NULL;

CREATE INDEX claims_merged ON claims (merged_into) WHERE merged_into IS NOT NULL;

CREATE TRIGGER pieces_come_in_order_when_made BEFORE INSERT ON claims
WHEN new.pieces IS NOT NULL AND EXISTS (
  SELECT 1 FROM (SELECT value ->> 0 AS start, value ->> 1 AS end, lag(value ->> 1, 1, -1) OVER (ORDER BY key) AS before FROM json_each(new.pieces))
  WHERE (before < start AND start < end) IS NOT TRUE
)
BEGIN SELECT RAISE(ABORT, 'the pieces of a claim stand in the order of the text, apart from each other'); END;

CREATE TRIGGER pieces_stay_in_order BEFORE UPDATE OF pieces ON claims
WHEN new.pieces IS NOT NULL AND new.pieces IS NOT old.pieces AND EXISTS (
  SELECT 1 FROM (SELECT value ->> 0 AS start, value ->> 1 AS end, lag(value ->> 1, 1, -1) OVER (ORDER BY key) AS before FROM json_each(new.pieces))
  WHERE (before < start AND start < end) IS NOT TRUE
)
BEGIN SELECT RAISE(ABORT, 'the pieces of a claim stand in the order of the text, apart from each other'); END;

CREATE TABLE claim_links (
  id                TEXT PRIMARY KEY CHECK (length(id) = 10),
  kind              TEXT NOT NULL CHECK (kind IN ('same', 'related', 'contradicts')),
  from_claim        TEXT NOT NULL REFERENCES claims (id),
  to_claim          TEXT NOT NULL REFERENCES claims (id) CHECK (to_claim <> from_claim),
  -- Why: asked of every conflict.
  note              TEXT NOT NULL CHECK (kind <> 'contradicts' OR note <> ''),
  added_by          TEXT NOT NULL REFERENCES people (id),
  added_at          TEXT NOT NULL,
  withdrawn_at      TEXT,
  withdrawn_by      TEXT REFERENCES people (id),
  withdrawn_reason  TEXT CHECK (withdrawn_reason <> ''),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
) STRICT;

CREATE INDEX claim_links_from ON claim_links (from_claim);

CREATE INDEX claim_links_to ON claim_links (to_claim);

CREATE UNIQUE INDEX claim_links_standing ON claim_links (min(from_claim, to_claim), max(from_claim, to_claim)) WHERE withdrawn_at IS NULL;

CREATE TRIGGER claim_links_are_not_edited BEFORE UPDATE ON claim_links
WHEN old.withdrawn_at IS NOT NULL
  OR (old.id, old.kind, old.from_claim, old.to_claim, old.note, old.added_by, old.added_at) IS NOT (new.id, new.kind, new.from_claim, new.to_claim, new.note, new.added_by, new.added_at)
BEGIN SELECT RAISE(ABORT, 'a link is withdrawn, never edited'); END;

CREATE TRIGGER claim_links_are_not_deleted BEFORE DELETE ON claim_links
BEGIN SELECT RAISE(ABORT, 'a link is withdrawn, never deleted'); END;

CREATE TRIGGER claim_links_are_not_replaced BEFORE INSERT ON claim_links
WHEN EXISTS (SELECT 1 FROM claim_links WHERE id = new.id OR rowid = new.rowid)
  OR EXISTS (SELECT 1 FROM claim_links WHERE withdrawn_at IS NULL AND min(from_claim, to_claim) = min(new.from_claim, new.to_claim) AND max(from_claim, to_claim) = max(new.from_claim, new.to_claim))
BEGIN SELECT RAISE(ABORT, 'a link is withdrawn, never replaced'); END;

CREATE INDEX claims_to_come_due ON claims (due_on, key) WHERE queued_at IS NULL AND modality IN ('predicted', 'intended') AND status NOT IN ('suggested', 'dismissed');

CREATE TABLE caveats (
  report_id   TEXT NOT NULL,
  passage     INTEGER NOT NULL,
  span_start  INTEGER NOT NULL CHECK (span_start >= 0),
  span_end    INTEGER NOT NULL CHECK (span_end > span_start),
  quote       TEXT NOT NULL CHECK (quote <> ''),
  PRIMARY KEY (report_id, passage),
  FOREIGN KEY (report_id, passage) REFERENCES passages (report_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE caveat_covers (
  report_id  TEXT NOT NULL,
  passage    INTEGER NOT NULL,
  claim_id   TEXT NOT NULL REFERENCES claims (id),
  said_by    TEXT REFERENCES people (id),
  PRIMARY KEY (report_id, passage, claim_id),
  FOREIGN KEY (report_id, passage) REFERENCES caveats (report_id, passage)
) STRICT, WITHOUT ROWID;

CREATE INDEX caveat_covers_of_claim ON caveat_covers (claim_id);

CREATE TRIGGER caveats_keep_their_words BEFORE UPDATE ON caveats
BEGIN SELECT RAISE(ABORT, 'a caveat keeps its words'); END;

CREATE TRIGGER caveats_are_not_deleted BEFORE DELETE ON caveats
BEGIN SELECT RAISE(ABORT, 'a caveat keeps its words'); END;

CREATE TRIGGER caveats_are_not_replaced BEFORE INSERT ON caveats
WHEN EXISTS (SELECT 1 FROM caveats WHERE report_id = new.report_id AND passage = new.passage)
BEGIN SELECT RAISE(ABORT, 'a caveat keeps its words'); END;

CREATE TABLE statements (
  claim_id    TEXT NOT NULL REFERENCES claims (id),
  language    TEXT NOT NULL,
  statement   TEXT NOT NULL CHECK (statement <> ''),
  written_by  TEXT NOT NULL REFERENCES people (id),
  written_at  TEXT NOT NULL,
  PRIMARY KEY (claim_id, language)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER evidence_keeps_its_source BEFORE UPDATE OF taken_from ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is withdrawn and attached anew, never edited'); END;

CREATE TABLE claim_stems (
  key    INTEGER PRIMARY KEY,
  stems  TEXT NOT NULL CHECK (json_valid(stems))
) STRICT;

CREATE VIRTUAL TABLE similar_index USING fts5 (
  stems, content = 'claim_stems', content_rowid = 'key', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);

CREATE TABLE stem_counts (
  stem    TEXT PRIMARY KEY,
  claims  INTEGER NOT NULL CHECK (claims > 0)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER claim_stems_insert AFTER INSERT ON claim_stems
BEGIN
  INSERT INTO similar_index (rowid, stems) VALUES (new.key, new.stems);
  INSERT INTO stem_counts SELECT '', 1 UNION SELECT value, 1 FROM json_each(new.stems) WHERE true ON CONFLICT DO UPDATE SET claims = claims + 1;
END;

CREATE TRIGGER claim_stems_delete AFTER DELETE ON claim_stems
BEGIN
  INSERT INTO similar_index (similar_index, rowid, stems) VALUES ('delete', old.key, old.stems);
  DELETE FROM stem_counts WHERE claims = 1 AND stem IN (SELECT '' UNION SELECT value FROM json_each(old.stems));
  UPDATE stem_counts SET claims = claims - 1 WHERE stem IN (SELECT '' UNION SELECT value FROM json_each(old.stems));
END;

CREATE TABLE stems_made (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  version  TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX reports_follow_one_another ON reports (revision_of) WHERE revision_of IS NOT NULL;

CREATE TRIGGER reports_count_their_versions BEFORE INSERT ON reports
WHEN new.revision_of IS NOT NULL AND new.version IS NOT (SELECT version + 1 FROM reports WHERE id = new.revision_of)
BEGIN SELECT RAISE(ABORT, 'a version is one more than the version it follows'); END;

CREATE TRIGGER reports_are_not_replaced BEFORE INSERT ON reports
WHEN EXISTS (SELECT 1 FROM reports WHERE id = new.id OR sha256 = new.sha256 OR revision_of = new.revision_of OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'a report never changes after import'); END;

CREATE TABLE anchors (
  claim_id    TEXT NOT NULL REFERENCES claims (id),
  report_id   TEXT NOT NULL REFERENCES reports (id),
  span_start  INTEGER NOT NULL CHECK (span_start >= 0),
  span_end    INTEGER NOT NULL CHECK (span_end > span_start),
  quote       TEXT NOT NULL CHECK (quote <> ''),
  pieces      TEXT CHECK (pieces IS NULL OR json_type(pieces) = 'array'),
  outcome     TEXT NOT NULL CHECK (outcome IN ('same', 'moved', 'changed', 'vanished')),
  PRIMARY KEY (claim_id, report_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX anchors_in_report ON anchors (report_id, span_start);

CREATE TRIGGER anchors_are_not_edited   BEFORE UPDATE ON anchors BEGIN SELECT RAISE(ABORT, 'where a claim stood is never edited'); END;

CREATE TRIGGER anchors_are_not_deleted  BEFORE DELETE ON anchors BEGIN SELECT RAISE(ABORT, 'where a claim stood is never edited'); END;

CREATE TRIGGER anchors_are_not_replaced BEFORE INSERT ON anchors
WHEN EXISTS (SELECT 1 FROM anchors WHERE claim_id = new.claim_id AND report_id = new.report_id)
BEGIN SELECT RAISE(ABORT, 'where a claim stood is never edited'); END;

CREATE TRIGGER claims_keep_their_place
BEFORE UPDATE OF id, key, number, language, rules, split_from, created_by, created_at ON claims
WHEN (old.id, old.key, old.number, old.language, old.rules, old.split_from, old.created_by, old.created_at)
  IS NOT (new.id, new.key, new.number, new.language, new.rules, new.split_from, new.created_by, new.created_at)
BEGIN SELECT RAISE(ABORT, 'a claim keeps its address and its report'); END;

CREATE TRIGGER claims_follow_their_report BEFORE UPDATE OF report_id ON claims
WHEN new.report_id IS NOT old.report_id AND NOT EXISTS (SELECT 1 FROM reports WHERE id = new.report_id AND revision_of = old.report_id)
BEGIN SELECT RAISE(ABORT, 'a claim keeps its address and its report, save for the version that follows'); END;

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

CREATE TABLE suggestion_counts (
  rules   TEXT NOT NULL,
  fate    TEXT NOT NULL,
  claims  INTEGER NOT NULL CHECK (claims >= 0),
  PRIMARY KEY (rules, fate)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER suggestion_counts_insert AFTER INSERT ON claims WHEN new.fate IS NOT NULL
BEGIN
  INSERT INTO suggestion_counts VALUES (new.rules, new.fate, 1) ON CONFLICT DO UPDATE SET claims = claims + 1;
END;

CREATE TRIGGER suggestion_counts_move AFTER UPDATE OF status, merged_into, mended ON claims WHEN new.fate IS NOT old.fate
BEGIN
  UPDATE suggestion_counts SET claims = claims - 1 WHERE (rules, fate) = (old.rules, old.fate);
  INSERT INTO suggestion_counts VALUES (new.rules, new.fate, 1) ON CONFLICT DO UPDATE SET claims = claims + 1;
END;

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

CREATE TABLE shown_claims (
  claim_id   TEXT NOT NULL REFERENCES claims (id),
  report_id  TEXT NOT NULL REFERENCES reports (id),
  PRIMARY KEY (claim_id, report_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX publications_by_language_verdict ON publications (language, verdict, key);

CREATE TABLE published_terms (
  key       INTEGER PRIMARY KEY REFERENCES publications (key),
  claim_id  TEXT NOT NULL UNIQUE REFERENCES claims (id),
  terms     TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE published_search USING fts5 (terms, content = 'published_terms', content_rowid = 'key', tokenize = 'unicode61', prefix = '2 3');

CREATE VIRTUAL TABLE published_words USING fts5vocab (published_search, instance);

CREATE TRIGGER published_search_insert AFTER INSERT ON published_terms
BEGIN INSERT INTO published_search (rowid, terms) VALUES (new.key, new.terms); END;

CREATE TRIGGER published_search_delete AFTER DELETE ON published_terms
BEGIN INSERT INTO published_search (published_search, rowid, terms) VALUES ('delete', old.key, old.terms); END;

CREATE TABLE letters (
  key          INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE CHECK (length(id) = 10),
  -- The public version that they had before them.
  claim_id     TEXT NOT NULL,
  publication  INTEGER NOT NULL,
  message      TEXT NOT NULL CHECK (message <> ''),
  seen_at      TEXT NOT NULL,
  -- The language in which they were asked, and would be answered.
  locale       TEXT NOT NULL CHECK (locale IN ('ar', 'en')),
  -- Of the hashes in the trail, which knows nothing else of these words.
  salt         TEXT NOT NULL CHECK (length(salt) = 32),
  received_at  TEXT NOT NULL,
  due_on       TEXT NOT NULL CHECK (due_on IS date(due_on)),
  outcome      TEXT CHECK (outcome IN ('corrected', 'nothing_to_correct', 'not_about_this')),
  answer       TEXT CHECK (answer <> ''),
  answered_by  TEXT REFERENCES people (id),
  answered_at  TEXT, taken_by TEXT REFERENCES people (id), taken_at TEXT CHECK ((taken_at IS NULL) = (taken_by IS NULL)),
  FOREIGN KEY (claim_id, publication) REFERENCES publications (claim_id, version),
  CHECK ((answered_at IS NULL) = (outcome IS NULL) AND (answered_at IS NULL) = (answer IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL))
) STRICT;

CREATE INDEX letters_open     ON letters (due_on, key)      WHERE answered_at IS NULL;

CREATE INDEX letters_answered ON letters (answered_at, key) WHERE answered_at IS NOT NULL;

CREATE TRIGGER letters_are_not_edited BEFORE UPDATE ON letters
WHEN old.answered_at IS NOT NULL
  OR (old.key, old.id, old.claim_id, old.publication, old.message, old.seen_at, old.locale, old.salt, old.received_at, old.due_on)
    IS NOT (new.key, new.id, new.claim_id, new.publication, new.message, new.seen_at, new.locale, new.salt, new.received_at, new.due_on)
BEGIN SELECT RAISE(ABORT, 'a letter is answered once, never edited'); END;

CREATE TRIGGER letters_are_not_deleted BEFORE DELETE ON letters
BEGIN SELECT RAISE(ABORT, 'a letter is answered, never deleted'); END;

CREATE TRIGGER letters_are_not_replaced BEFORE INSERT ON letters
WHEN EXISTS (SELECT 1 FROM letters WHERE key = new.key OR id = new.id)
BEGIN SELECT RAISE(ABORT, 'a letter is answered, never replaced'); END;

CREATE TABLE letter_contacts (
  letter_id  TEXT PRIMARY KEY REFERENCES letters (id),
  name       TEXT NOT NULL,
  contact    TEXT NOT NULL CHECK (name <> '' OR contact <> ''),
  salt       TEXT NOT NULL CHECK (length(salt) = 32)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER letter_contacts_are_not_edited BEFORE UPDATE ON letter_contacts
BEGIN SELECT RAISE(ABORT, 'what a reader left is kept or erased, never edited'); END;

CREATE TABLE reply_requests (
  id                TEXT PRIMARY KEY CHECK (length(id) = 10),
  claim_id          TEXT NOT NULL REFERENCES claims (id),
  asked_of          TEXT NOT NULL CHECK (asked_of <> ''),
  channel           TEXT NOT NULL CHECK (channel IN ('email', 'telephone', 'letter', 'press_office', 'message', 'in_person')),
  contact           TEXT NOT NULL,
  question          TEXT NOT NULL CHECK (question <> ''),
  -- Of the hash of these two in the trail.
  salt              TEXT NOT NULL CHECK (length(salt) = 32),
  asked_on          TEXT NOT NULL CHECK (asked_on IS date(asked_on)),
  answer_by         TEXT NOT NULL CHECK (answer_by IS date(answer_by) AND answer_by >= asked_on),
  added_by          TEXT NOT NULL REFERENCES people (id),
  added_at          TEXT NOT NULL,
  withdrawn_at      TEXT,
  withdrawn_by      TEXT REFERENCES people (id),
  withdrawn_reason  TEXT CHECK (withdrawn_reason <> ''),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
) STRICT;

CREATE INDEX reply_requests_of_claim ON reply_requests (claim_id);

CREATE TRIGGER reply_requests_are_not_edited BEFORE UPDATE ON reply_requests
WHEN old.withdrawn_at IS NOT NULL
  OR (old.id, old.claim_id, old.asked_of, old.channel, old.contact, old.question, old.salt, old.asked_on, old.answer_by, old.added_by, old.added_at)
    IS NOT (new.id, new.claim_id, new.asked_of, new.channel, new.contact, new.question, new.salt, new.asked_on, new.answer_by, new.added_by, new.added_at)
BEGIN SELECT RAISE(ABORT, 'a request is withdrawn, never edited'); END;

CREATE TRIGGER reply_requests_are_not_deleted BEFORE DELETE ON reply_requests
BEGIN SELECT RAISE(ABORT, 'a request is withdrawn, never deleted'); END;

CREATE TRIGGER reply_requests_are_not_replaced BEFORE INSERT ON reply_requests
WHEN EXISTS (SELECT 1 FROM reply_requests WHERE id = new.id OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'a request is withdrawn, never replaced'); END;

CREATE TABLE replies (
  id           TEXT PRIMARY KEY CHECK (length(id) = 10),
  request_id   TEXT NOT NULL REFERENCES reply_requests (id),
  kind         TEXT NOT NULL CHECK (kind IN ('answer', 'silence')),
  words        TEXT NOT NULL CHECK ((kind = 'answer') = (words <> '')),
  language     TEXT CHECK ((kind = 'answer') = (language IS NOT NULL)),
  answered_on  TEXT CHECK (answered_on IS date(answered_on) AND (kind = 'answer') = (answered_on IS NOT NULL)),
  added_by     TEXT NOT NULL REFERENCES people (id),
  added_at     TEXT NOT NULL
) STRICT;

CREATE INDEX replies_of_request ON replies (request_id);

CREATE UNIQUE INDEX one_silence ON replies (request_id) WHERE kind = 'silence';

CREATE TRIGGER replies_are_not_edited  BEFORE UPDATE ON replies BEGIN SELECT RAISE(ABORT, 'a reply is never edited'); END;

CREATE TRIGGER replies_are_not_deleted BEFORE DELETE ON replies BEGIN SELECT RAISE(ABORT, 'a reply is never edited'); END;

CREATE TRIGGER replies_are_not_replaced BEFORE INSERT ON replies
WHEN EXISTS (SELECT 1 FROM replies WHERE id = new.id OR rowid = new.rowid OR (kind = 'silence' AND new.kind = 'silence' AND request_id = new.request_id))
BEGIN SELECT RAISE(ABORT, 'a reply is never edited'); END;

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

CREATE INDEX sign_offs_by_time ON sign_offs (at);

CREATE TRIGGER export_jobs_end_once BEFORE UPDATE ON export_jobs WHEN old.outcome IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an export ends once'); END;

CREATE TRIGGER export_jobs_are_not_deleted BEFORE DELETE ON export_jobs
BEGIN SELECT RAISE(ABORT, 'an export that was asked for is not deleted'); END;

CREATE TABLE personal_tokens (
  id            TEXT PRIMARY KEY CHECK (length(id) = 10),
  person_id     TEXT NOT NULL REFERENCES people (id),
  name          TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  role          TEXT NOT NULL CHECK (role IN ('checker', 'supervisor', 'admin')),
  beginning     TEXT NOT NULL CHECK (length(beginning) BETWEEN 5 AND 10),
  token_hash    TEXT NOT NULL UNIQUE CHECK (length(token_hash) = 64),
  made_at       TEXT NOT NULL,
  expires_at    TEXT NOT NULL,
  ended_at      TEXT,
  last_used_on  TEXT
) STRICT;

CREATE INDEX personal_tokens_of_person ON personal_tokens (person_id, made_at);

CREATE TABLE webhooks (
  id              TEXT PRIMARY KEY CHECK (length(id) = 10),
  address         TEXT NOT NULL CHECK (address <> ''),
  kinds           TEXT NOT NULL CHECK (json_array_length(kinds) > 0),
  state           TEXT NOT NULL CHECK (state IN ('active', 'paused', 'ended')),
  -- Together with the desk's key it makes the secret, which is kept nowhere.
  salt            BLOB NOT NULL CHECK (length(salt) = 16),
  -- That of the secret before, while receivers may still go by it.
  previous_salt   BLOB CHECK (length(previous_salt) = 16),
  previous_until  TEXT,
  seen            INTEGER NOT NULL,
  -- Since when nothing has arrived; null while the last telling arrived.
  failing_since   TEXT,
  added_by        TEXT NOT NULL REFERENCES people (id),
  added_at        TEXT NOT NULL,
  CHECK ((previous_salt IS NULL) = (previous_until IS NULL))
) STRICT;

CREATE TRIGGER webhooks_keep_their_address BEFORE UPDATE OF id, address, added_by, added_at ON webhooks
BEGIN SELECT RAISE(ABORT, 'a webhook keeps its address'); END;

CREATE TRIGGER webhooks_end_for_good BEFORE UPDATE OF state, kinds, salt ON webhooks WHEN old.state = 'ended'
BEGIN SELECT RAISE(ABORT, 'a webhook that has ended stays ended'); END;

CREATE TRIGGER webhooks_only_go_on BEFORE UPDATE OF seen ON webhooks WHEN new.seen < old.seen
BEGIN SELECT RAISE(ABORT, 'what was looked at for a webhook is not looked at again'); END;

CREATE TRIGGER webhooks_are_not_deleted BEFORE DELETE ON webhooks
BEGIN SELECT RAISE(ABORT, 'a webhook ends and is never deleted'); END;

CREATE TRIGGER webhooks_are_not_replaced BEFORE INSERT ON webhooks
WHEN EXISTS (SELECT 1 FROM webhooks WHERE id = new.id OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'a webhook ends and is never deleted'); END;

CREATE TABLE deliveries (
  webhook_id  TEXT NOT NULL REFERENCES webhooks (id),
  seq         INTEGER NOT NULL REFERENCES audit_events (seq),
  lane        TEXT NOT NULL,
  kind        TEXT NOT NULL,
  body        TEXT NOT NULL CHECK (json_valid(body)),
  state       TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'arrived', 'given_up')),
  tries       INTEGER NOT NULL DEFAULT 0,
  next_at     TEXT,
  done_at     TEXT,
  PRIMARY KEY (webhook_id, seq),
  CHECK ((state = 'waiting') = (done_at IS NULL)),
  CHECK (state = 'waiting' OR next_at IS NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_to_send ON deliveries (webhook_id, next_at) WHERE next_at IS NOT NULL;

CREATE INDEX deliveries_waiting ON deliveries (webhook_id, lane, seq) WHERE state = 'waiting';

CREATE INDEX deliveries_done    ON deliveries (state, done_at) WHERE done_at IS NOT NULL;

CREATE TABLE delivery_attempts (
  webhook_id    TEXT NOT NULL,
  seq           INTEGER NOT NULL,
  number        INTEGER NOT NULL,
  at            TEXT NOT NULL,
  milliseconds  INTEGER NOT NULL,
  status        INTEGER,
  problem       TEXT,
  answer        TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (webhook_id, seq, number),
  FOREIGN KEY (webhook_id, seq) REFERENCES deliveries (webhook_id, seq) ON DELETE CASCADE,
  CHECK ((status IS NULL) = (problem IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER evidence_is_not_edited BEFORE UPDATE OF
  id, claim_id, kind, visibility, note, stance, address, title, publisher, origin, quote, looked_in, looked_for, looked_on, added_by, added_at, snapshot ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is withdrawn and attached anew, never edited'); END;

CREATE TABLE snapshots_to_take (
  evidence_id  TEXT PRIMARY KEY REFERENCES evidence (id),
  asked_by     TEXT REFERENCES people (id),
  asked_at     TEXT NOT NULL
) STRICT;

CREATE INDEX snapshots_to_take_in_turn ON snapshots_to_take (asked_at);

CREATE TABLE snapshot_files (
  sha256  TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  bytes   BLOB NOT NULL
) STRICT;

CREATE TRIGGER snapshot_files_are_not_edited BEFORE UPDATE ON snapshot_files
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

CREATE TRIGGER snapshot_files_are_not_deleted BEFORE DELETE ON snapshot_files
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

CREATE TRIGGER snapshot_files_are_not_replaced BEFORE INSERT ON snapshot_files
WHEN EXISTS (SELECT 1 FROM snapshot_files WHERE sha256 = new.sha256 OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

CREATE TABLE snapshots (
  id           TEXT PRIMARY KEY CHECK (length(id) = 10),
  evidence_id  TEXT NOT NULL REFERENCES evidence (id),
  address      TEXT NOT NULL,
  -- Each answer on the way: address, status, and the IP address it came from.
  hops         TEXT NOT NULL CHECK (json_type(hops) = 'array'),
  started_at   TEXT NOT NULL,
  ended_at     TEXT NOT NULL CHECK (ended_at >= started_at),
  tool         TEXT NOT NULL,
  asked_by     TEXT REFERENCES people (id),
  problem      TEXT,
  media_type   TEXT,
  title        TEXT,
  size         INTEGER,
  sha256       TEXT REFERENCES snapshot_files (sha256),
  CHECK (problem IS NULL OR (media_type IS NULL AND title IS NULL AND size IS NULL AND sha256 IS NULL)),
  CHECK (problem IS NOT NULL OR (media_type IS NOT NULL AND title IS NOT NULL AND size IS NOT NULL AND sha256 IS NOT NULL))
) STRICT;

CREATE INDEX snapshots_of_evidence ON snapshots (evidence_id, ended_at);

CREATE TRIGGER snapshots_are_not_edited BEFORE UPDATE ON snapshots
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

CREATE TRIGGER snapshots_are_not_deleted BEFORE DELETE ON snapshots
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

CREATE TRIGGER snapshots_are_not_replaced BEFORE INSERT ON snapshots
WHEN EXISTS (SELECT 1 FROM snapshots WHERE id = new.id OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

CREATE TABLE snapshot_confirmations (
  snapshot_id  TEXT PRIMARY KEY REFERENCES snapshots (id),
  person_id    TEXT NOT NULL REFERENCES people (id),
  at           TEXT NOT NULL
) STRICT;

CREATE TRIGGER snapshot_confirmations_are_not_edited BEFORE UPDATE ON snapshot_confirmations
BEGIN SELECT RAISE(ABORT, 'what was confirmed of a snapshot never changes'); END;

CREATE TRIGGER snapshot_confirmations_are_not_deleted BEFORE DELETE ON snapshot_confirmations
BEGIN SELECT RAISE(ABORT, 'what was confirmed of a snapshot never changes'); END;

CREATE TRIGGER snapshot_confirmations_are_not_replaced BEFORE INSERT ON snapshot_confirmations
WHEN EXISTS (SELECT 1 FROM snapshot_confirmations WHERE snapshot_id = new.snapshot_id OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'what was confirmed of a snapshot never changes'); END;

CREATE TABLE sign_off_counts (
  day         TEXT NOT NULL CHECK (length(day) = 10),
  verdict     TEXT NOT NULL,
  sign_offs   INTEGER NOT NULL,
  bypasses    INTEGER NOT NULL,
  PRIMARY KEY (day, verdict)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sign_offs_are_counted AFTER INSERT ON sign_offs
BEGIN
  INSERT INTO sign_off_counts
  SELECT substr(new.at, 1, 10), verdict, 1, new.bypass_reason IS NOT NULL FROM verdicts WHERE id = new.verdict_id
  ON CONFLICT DO UPDATE SET sign_offs = sign_offs + 1, bypasses = bypasses + excluded.bypasses;
END;

CREATE INDEX sign_offs_alone ON sign_offs (at) WHERE bypass_reason IS NOT NULL;

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
