-- Whom the desk tells of what happens in it, and what came of each telling. What is to be told is in the trail: `seen` is the last event of it
-- that was looked at for a webhook, so that nothing can be lost between a change and its telling, and nothing is told that was rolled back.
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

-- One event of the trail for one webhook, with the text that is sent. `lane` is the claim it is about, or else the report: in a lane one goes after
-- the other, so only the first that waits has a time at which it is sent.
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

-- What came of sending one: a status, or why there was none; and how the answer of one that failed begins.
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
