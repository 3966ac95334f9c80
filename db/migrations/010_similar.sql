-- What a claim states, in another language than its report's, so that it is found from there.
CREATE TABLE statements (
  claim_id    TEXT NOT NULL REFERENCES claims (id),
  language    TEXT NOT NULL,
  statement   TEXT NOT NULL CHECK (statement <> ''),
  written_by  TEXT NOT NULL REFERENCES people (id),
  written_at  TEXT NOT NULL,
  PRIMARY KEY (claim_id, language)
) STRICT, WITHOUT ROWID;

-- Evidence that was found for another claim first: which one it is a copy of.
ALTER TABLE evidence ADD COLUMN taken_from TEXT REFERENCES evidence (id);

CREATE TRIGGER evidence_keeps_its_source BEFORE UPDATE OF taken_from ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is withdrawn and attached anew, never edited'); END;

-- The stems of every claim of the desk, as a JSON list: of its statement, its quote and its statements in other languages.
CREATE TABLE claim_stems (
  key    INTEGER PRIMARY KEY,
  stems  TEXT NOT NULL CHECK (json_valid(stems))
) STRICT;

-- The signs of JSON part the stems; marks belong to the words, or Hindi would fall apart.
CREATE VIRTUAL TABLE similar_index USING fts5 (
  stems, content = 'claim_stems', content_rowid = 'key', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);

-- How many claims have each stem, kept as they change: FTS5 would read all of them to count them. '' stands for every claim.
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

-- With which stems the index was made; when the program has others, it is made anew.
CREATE TABLE stems_made (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  version  TEXT NOT NULL
) STRICT;
