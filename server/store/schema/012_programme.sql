-- 012: what a plan of rooms and sessions needs beyond times: channels and equipment of a room, how to get there, what a session asks for;
-- and the day as it runs, beside the official times and rooms, which no act of the day rewrites. Sets of languages and of
-- equipment are bits in the order of schedule/agenda.h. Rules of dialect as in 001.

-- `languages` are the interpretation channels in their order ("en fr"); plan_x and plan_y per mille of the floor plan, 0 is nowhere on it.
ALTER TABLE room ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE room ADD COLUMN level TEXT NOT NULL DEFAULT '';
ALTER TABLE room ADD COLUMN languages TEXT NOT NULL DEFAULT '';
ALTER TABLE room ADD COLUMN equipment BIGINT NOT NULL DEFAULT 0;
ALTER TABLE room ADD COLUMN turn_round_minutes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE room ADD COLUMN plan_x BIGINT NOT NULL DEFAULT 0;
ALTER TABLE room ADD COLUMN plan_y BIGINT NOT NULL DEFAULT 0;
CREATE TABLE room_text (
  room_id TEXT NOT NULL REFERENCES room (id), language TEXT NOT NULL, name TEXT NOT NULL, way TEXT NOT NULL,
  PRIMARY KEY (room_id, language));

ALTER TABLE session ADD COLUMN capacity BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN by_invitation BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN is_fixed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN needs_high_level BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN equipment BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN interpretation BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN started_at BIGINT;
ALTER TABLE session ADD COLUMN ended_at BIGINT;
ALTER TABLE session ADD COLUMN overrun_minutes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN moved_room_id TEXT REFERENCES room (id);
ALTER TABLE session ADD COLUMN moved_starts_at BIGINT;
ALTER TABLE session ADD COLUMN reason TEXT NOT NULL DEFAULT '';
