-- Personal tokens: with one a program works at the desk for somebody. Of the token itself its SHA-256 is kept and how it begins, so that
-- people know which it is. It is over on its day, or when it ended before: revoked, or taken with its person's way in.
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
