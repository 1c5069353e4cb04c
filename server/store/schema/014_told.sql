-- 014: who has to be told that a session is expected elsewhere, at another time, or not at all. One row a party and session: what it
-- knew and what is so now; an instant that is NULL is "not at all". Done when somebody told them; a later change opens it anew.
CREATE TABLE told (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, session_id TEXT NOT NULL REFERENCES session (id), whom TEXT NOT NULL,
  who TEXT NOT NULL, person_id TEXT REFERENCES person (id), role TEXT NOT NULL, what TEXT NOT NULL, from_at BIGINT,
  from_room TEXT NOT NULL, to_at BIGINT, to_room TEXT NOT NULL, made_at BIGINT NOT NULL, done_at BIGINT, done_by TEXT NOT NULL);
CREATE UNIQUE INDEX told_party ON told (session_id, whom, who);
CREATE INDEX told_open ON told (made_at) WHERE done_at IS NULL;
