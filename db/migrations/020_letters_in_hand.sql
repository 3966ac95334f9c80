-- Which supervisor has a letter in hand, so that two do not write the same answer. It stays with the letter once that is answered.
ALTER TABLE letters ADD COLUMN taken_by TEXT REFERENCES people (id);
ALTER TABLE letters ADD COLUMN taken_at TEXT CHECK ((taken_at IS NULL) = (taken_by IS NULL));
