-- What of the stretch from span_start to span_end are the claim's words, as [[start, end], …] in the order of the text; NULL when all of it is.
-- «the mayor said … that the bridge is closed» has two.
ALTER TABLE claims ADD COLUMN pieces TEXT CHECK (
  pieces IS NULL OR (
    json_valid(pieces) AND json_array_length(pieces) >= 2
    AND pieces ->> '$[0][0]' = span_start AND pieces ->> '$[#-1][1]' = span_end
  )
);

-- The claim that this one was once a part of.
ALTER TABLE claims ADD COLUMN split_from TEXT REFERENCES claims (id);

-- The claim that says the same: this one is dismissed in its favour, its place counts as another of that one's, and its evidence as evidence of that one.
ALTER TABLE claims ADD COLUMN merged_into TEXT REFERENCES claims (id) CHECK (merged_into IS NULL OR (status = 'dismissed' AND merged_into <> id));

CREATE INDEX claims_split ON claims (split_from) WHERE split_from IS NOT NULL;
CREATE INDEX claims_merged ON claims (merged_into) WHERE merged_into IS NOT NULL;

-- A claim keeps its address and its report. Where in the report its words stand, somebody may see better than whoever marked them first.
DROP TRIGGER claims_keep_their_place;

CREATE TRIGGER claims_keep_their_place
BEFORE UPDATE OF id, key, report_id, number, language, rules, split_from, created_by, created_at ON claims
WHEN (old.id, old.key, old.report_id, old.number, old.language, old.rules, old.split_from, old.created_by, old.created_at)
  IS NOT (new.id, new.key, new.report_id, new.number, new.language, new.rules, new.split_from, new.created_by, new.created_at)
BEGIN SELECT RAISE(ABORT, 'a claim keeps its address and its report'); END;

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
