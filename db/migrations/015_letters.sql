-- What readers write to the desk about what is public. Supervisors read it and nobody else, and it changes no claim.
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
  answered_at  TEXT,
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

-- Who wrote, and how they can be reached: apart, so that it can be forgotten.
CREATE TABLE letter_contacts (
  letter_id  TEXT PRIMARY KEY REFERENCES letters (id),
  name       TEXT NOT NULL,
  contact    TEXT NOT NULL CHECK (name <> '' OR contact <> ''),
  salt       TEXT NOT NULL CHECK (length(salt) = 32)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER letter_contacts_are_not_edited BEFORE UPDATE ON letter_contacts
BEGIN SELECT RAISE(ABORT, 'what a reader left is kept or erased, never edited'); END;

-- Whom the desk asked what they say to a claim. How they were reached, and what they were asked in full, stays in the house.
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

-- What came of it: their words, or that there were none by the day until which they were asked. Another answer is another row.
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
