-- 015: breakout groups of a session, and who sits where. Rules of dialect as in 001.

-- One row a session that has groups; its version moves with everything below.
CREATE TABLE breakout (session_id TEXT PRIMARY KEY REFERENCES session (id), version BIGINT NOT NULL, assigned_at BIGINT);
CREATE TABLE breakout_group (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, session_id TEXT NOT NULL REFERENCES breakout (session_id), position BIGINT NOT NULL,
  name TEXT NOT NULL, room_id TEXT REFERENCES room (id), capacity BIGINT NOT NULL, language TEXT NOT NULL,
  moderator_id TEXT REFERENCES person (id));
CREATE INDEX breakout_group_session ON breakout_group (session_id);

-- Who said something or was placed; the invited take part without a row. `wishes` are ids of groups, the dearest first,
-- separated by spaces; `rule` says why somebody stands where they stand.
CREATE TABLE breakout_person (
  session_id TEXT NOT NULL REFERENCES breakout (session_id), person_id TEXT NOT NULL REFERENCES person (id),
  group_id TEXT REFERENCES breakout_group (id), rule TEXT NOT NULL, wishes TEXT NOT NULL, PRIMARY KEY (session_id, person_id));
CREATE INDEX breakout_person_person ON breakout_person (person_id);
CREATE INDEX breakout_person_group ON breakout_person (group_id);

-- A room's seats are numbers of a shape (schedule/seating.h); only those that are taken have a row.
CREATE TABLE seating (
  session_id TEXT PRIMARY KEY REFERENCES session (id), version BIGINT NOT NULL, shape TEXT NOT NULL, seats BIGINT NOT NULL,
  tables BIGINT NOT NULL, seat_order TEXT NOT NULL, whom TEXT NOT NULL);
CREATE TABLE seat (
  session_id TEXT NOT NULL REFERENCES seating (session_id), number BIGINT NOT NULL, person_id TEXT REFERENCES person (id),
  entity_id TEXT REFERENCES entity (id), PRIMARY KEY (session_id, number));
CREATE INDEX seat_person ON seat (person_id);
