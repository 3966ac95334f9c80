-- How many claims were signed off on a day, by what was concluded, and how many of these without a second person: counted as they are signed,
-- because reading a month of sign-offs takes as long as the desk is busy.
CREATE TABLE sign_off_counts (
  day         TEXT NOT NULL CHECK (length(day) = 10),
  verdict     TEXT NOT NULL,
  sign_offs   INTEGER NOT NULL,
  bypasses    INTEGER NOT NULL,
  PRIMARY KEY (day, verdict)
) STRICT, WITHOUT ROWID;

INSERT INTO sign_off_counts
SELECT substr(sign_offs.at, 1, 10), verdicts.verdict, count(*), count(bypass_reason)
FROM sign_offs JOIN verdicts ON verdicts.id = verdict_id
GROUP BY 1, 2;

CREATE TRIGGER sign_offs_are_counted AFTER INSERT ON sign_offs
BEGIN
  INSERT INTO sign_off_counts
  SELECT substr(new.at, 1, 10), verdict, 1, new.bypass_reason IS NOT NULL FROM verdicts WHERE id = new.verdict_id
  ON CONFLICT DO UPDATE SET sign_offs = sign_offs + 1, bypasses = bypasses + excluded.bypasses;
END;

CREATE INDEX sign_offs_alone ON sign_offs (at) WHERE bypass_reason IS NOT NULL;
