-- 013: the plan before it is released, and every release. Documents are one session as JSON (schedule/session_json.h), of which only the
-- plan counts. A draft lies over what is released: `base` is what stood there when the session came into the draft, so that what somebody
-- else released meanwhile is neither lost nor overwritten. Rules of dialect as in 001.
CREATE TABLE draft_session (
  session_id TEXT PRIMARY KEY, version BIGINT NOT NULL, base_version BIGINT NOT NULL, removed BIGINT NOT NULL, base TEXT NOT NULL,
  document TEXT NOT NULL, by_actor TEXT NOT NULL, at BIGINT NOT NULL);

-- `changes` is the log against the release before, as the pages show it; the counts are of sessions.
CREATE TABLE agenda_release (
  number BIGINT PRIMARY KEY, at BIGINT NOT NULL, by_actor TEXT NOT NULL, note TEXT NOT NULL, added BIGINT NOT NULL, changed BIGINT NOT NULL,
  removed BIGINT NOT NULL, restored BIGINT NOT NULL, changes TEXT NOT NULL);
-- A session as it stood in a release; there is a row only where it differs from the release before.
CREATE TABLE release_session (
  session_id TEXT NOT NULL, number BIGINT NOT NULL REFERENCES agenda_release (number), document TEXT NOT NULL,
  PRIMARY KEY (session_id, number));

-- When interpreters work, how many teams there are and how long they may go on; one row. `hours` are "09:00-12:00 14:00-17:00", local time.
CREATE TABLE interpreters (
  id BIGINT PRIMARY KEY, version BIGINT NOT NULL, hours TEXT NOT NULL, teams BIGINT NOT NULL, longest_minutes BIGINT NOT NULL,
  rest_minutes BIGINT NOT NULL);
INSERT INTO interpreters (id, version, hours, teams, longest_minutes, rest_minutes) VALUES (1, 1, '', 0, 180, 30);
