-- 019: privacy. Who was erased, so that nobody is entered again by an old list; what the retention job took away. `seq` is the journal's
-- entry: a copy of the database from before it still holds what went. Rules of dialect as in 001.

-- `mark` is a keyed hash of the registration ID: it recognises the ID and does not tell it.
CREATE TABLE erasure (
  person_id TEXT PRIMARY KEY REFERENCES person (id), at BIGINT NOT NULL, by_actor TEXT NOT NULL, reason TEXT NOT NULL,
  mark TEXT NOT NULL, seq BIGINT NOT NULL);
CREATE INDEX erasure_mark ON erasure (mark);
CREATE INDEX erasure_seq ON erasure (seq);

-- One row a step: at most some hundred rows of one kind of record.
CREATE TABLE retention_run (
  seq BIGINT PRIMARY KEY, at BIGINT NOT NULL, by_actor TEXT NOT NULL, record TEXT NOT NULL, removed BIGINT NOT NULL);

-- The name under a signature that is in force, kept for the register when the person's own row no longer has it.
ALTER TABLE signature ADD COLUMN kept_display TEXT NOT NULL DEFAULT '';
ALTER TABLE signature ADD COLUMN kept_latin TEXT NOT NULL DEFAULT '';
ALTER TABLE signature ADD COLUMN kept_title TEXT NOT NULL DEFAULT '';
