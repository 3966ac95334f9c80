-- How a suggestion had to be mended: its words were changed when it was accepted, or it was two claims. NULL while it stands as the rules made it.
ALTER TABLE claims ADD COLUMN mended TEXT CHECK (mended IS NULL OR (mended IN ('edited', 'split') AND rules IS NOT NULL));

-- What became of a suggestion. NULL for what no rules made: a claim of a person, or the half that a person split off.
ALTER TABLE claims ADD COLUMN fate TEXT GENERATED ALWAYS AS (
  CASE
    WHEN rules IS NULL OR split_from IS NOT NULL THEN NULL
    WHEN merged_into IS NOT NULL THEN 'merged'
    WHEN status = 'dismissed' THEN 'dismissed'
    WHEN mended = 'split' THEN 'split'
    WHEN status = 'suggested' THEN 'waiting'
    WHEN mended = 'edited' THEN 'edited'
    ELSE 'accepted'
  END
) VIRTUAL;

UPDATE claims SET mended = 'edited'
WHERE rules IS NOT NULL AND EXISTS (
  SELECT 1 FROM audit_events
  WHERE claim_id = claims.id AND action = 'claim.accepted'
    AND (json_type(body, '$.after.statement') IS NOT NULL OR json_type(body, '$.after.modality') IS NOT NULL)
);

-- How many suggestions of which rules came to which fate, kept as they change: counting a million takes a second.
CREATE TABLE suggestion_counts (
  rules   TEXT NOT NULL,
  fate    TEXT NOT NULL,
  claims  INTEGER NOT NULL CHECK (claims >= 0),
  PRIMARY KEY (rules, fate)
) STRICT, WITHOUT ROWID;

INSERT INTO suggestion_counts SELECT rules, fate, count(*) FROM claims WHERE fate IS NOT NULL GROUP BY rules, fate;

CREATE TRIGGER suggestion_counts_insert AFTER INSERT ON claims WHEN new.fate IS NOT NULL
BEGIN
  INSERT INTO suggestion_counts VALUES (new.rules, new.fate, 1) ON CONFLICT DO UPDATE SET claims = claims + 1;
END;

CREATE TRIGGER suggestion_counts_move AFTER UPDATE OF status, merged_into, mended ON claims WHEN new.fate IS NOT old.fate
BEGIN
  UPDATE suggestion_counts SET claims = claims - 1 WHERE (rules, fate) = (old.rules, old.fate);
  INSERT INTO suggestion_counts VALUES (new.rules, new.fate, 1) ON CONFLICT DO UPDATE SET claims = claims + 1;
END;
