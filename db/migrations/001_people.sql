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

-- A link that lets somebody choose a password, once. The address holds the token; we keep only its hash.
-- Without a person it is the link that makes the first admin: it founds the desk, and there is at most one that still works.
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

-- Failed sign-ins, by the account that was tried and by the address that tried it. Kept here so that a restart forgives nothing.
CREATE TABLE sign_in_failures (
  id   INTEGER PRIMARY KEY,
  who  TEXT NOT NULL,
  at   TEXT NOT NULL
) STRICT;

CREATE INDEX sign_in_failures_of ON sign_in_failures (who, at);
