-- 016: screens and what stands on all of them. Rules of dialect as in 001.

-- Texts of a thing (an emergency, a video message) in the languages it was written in.
CREATE TABLE wording (owner TEXT NOT NULL, language TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (owner, language));

-- One row: the emergency that is on; kind is '' when there is none. `rooms` are ids, separated by spaces; none is the whole venue.
CREATE TABLE emergency (
  id BIGINT PRIMARY KEY, version BIGINT NOT NULL, kind TEXT NOT NULL, since BIGINT, by_actor TEXT NOT NULL, rooms TEXT NOT NULL);
INSERT INTO emergency (id, version, kind, since, by_actor, rooms) VALUES (1, 1, '', NULL, '', '');

-- Where a device that is a screen is pointed ('' is where it is), and how often it was told to load its page anew.
ALTER TABLE device ADD COLUMN target TEXT NOT NULL DEFAULT '';
ALTER TABLE device ADD COLUMN reload BIGINT NOT NULL DEFAULT 0;
