-- 002: the floor as it is run: what kind of statement, for whom, from where, held clocks, texts handed in; the rules of a
-- session's list; what the wall shows. Rules of dialect as in 001.

-- For a balanced list only, and only where the registration said it: f, m, x or ''.
ALTER TABLE person ADD COLUMN gender TEXT NOT NULL DEFAULT '';

-- paused_ms is the sum of the pauses that have ended; paused_at is set while one lasts.
ALTER TABLE speaker ADD COLUMN kind TEXT NOT NULL DEFAULT 'statement';
ALTER TABLE speaker ADD COLUMN speaks_for TEXT NOT NULL DEFAULT '';
ALTER TABLE speaker ADD COLUMN remote BIGINT NOT NULL DEFAULT 0;
ALTER TABLE speaker ADD COLUMN prior BIGINT NOT NULL DEFAULT 0;
ALTER TABLE speaker ADD COLUMN by_hand BIGINT NOT NULL DEFAULT 0;
ALTER TABLE speaker ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE speaker ADD COLUMN statement TEXT NOT NULL DEFAULT '';
ALTER TABLE speaker ADD COLUMN paused_at BIGINT;
ALTER TABLE speaker ADD COLUMN paused_ms BIGINT NOT NULL DEFAULT 0;
CREATE INDEX speaker_person ON speaker (person_id);

-- The rules of one list; a session without a row has the usual ones. undo_seq is the journal entry that an undo takes
-- back next, acted_at when somebody last acted on the list.
CREATE TABLE floor (
  session_id TEXT PRIMARY KEY REFERENCES session (id), version BIGINT NOT NULL, order_keys TEXT NOT NULL,
  one_per_entity BIGINT NOT NULL, allotted_seconds BIGINT NOT NULL, amber_seconds BIGINT NOT NULL,
  correction_minutes BIGINT NOT NULL, closed_at BIGINT, undo_seq BIGINT NOT NULL, acted_at BIGINT NOT NULL);
CREATE INDEX floor_acted ON floor (acted_at);

-- One row: the scene on the wall and the one before it; the message in as many languages as it was written in.
CREATE TABLE wall (id BIGINT PRIMARY KEY, version BIGINT NOT NULL, scene TEXT NOT NULL, previous TEXT NOT NULL, since BIGINT);
INSERT INTO wall (id, version, scene, previous, since) VALUES (1, 1, 'auto', 'auto', NULL);
CREATE TABLE wall_text (language TEXT PRIMARY KEY, words TEXT NOT NULL);
