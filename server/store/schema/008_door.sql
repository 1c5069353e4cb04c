-- 008: doors and rooms. A point is where badges are scanned; who is inside is a fact of person (or card) and point.

-- `categories` are codes separated by spaces, '' for all. `inside` is kept: it moves with presence (`p2c verify` counts again).
CREATE TABLE point (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, name TEXT NOT NULL, room_id TEXT REFERENCES room (id), capacity BIGINT,
  inside BIGINT NOT NULL DEFAULT 0, exits BIGINT NOT NULL, categories TEXT NOT NULL, by_invitation BIGINT NOT NULL,
  invitation_minutes BIGINT NOT NULL, takes_cards BIGINT NOT NULL, unknown_offline TEXT NOT NULL, state TEXT NOT NULL);
INSERT INTO point (id, version, name, exits, categories, by_invitation, invitation_minutes, takes_cards, unknown_offline, state)
  VALUES ('main', 1, 'Main entrance', 0, '', 0, 30, 1, 'ask', 'open');
UPDATE point SET inside = (SELECT COUNT(*) FROM presence WHERE point = 'main');

-- `at` is when this stay began, 0 for somebody who was only ever seen; `seen_…` is the last scan, so that a repeat of it is known.
ALTER TABLE presence ADD COLUMN left_at BIGINT;
ALTER TABLE presence ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE presence ADD COLUMN seen_serial BIGINT NOT NULL DEFAULT 0;
ALTER TABLE presence ADD COLUMN seen_rule TEXT NOT NULL DEFAULT '';

-- Transferable cards of an entity: whoever carries one comes in, as many at once as the quota says (none said: no limit).
CREATE TABLE card (
  serial BIGINT PRIMARY KEY, entity_id TEXT NOT NULL REFERENCES entity (id), code TEXT NOT NULL UNIQUE, qr TEXT NOT NULL UNIQUE,
  points TEXT NOT NULL, state TEXT NOT NULL, issued_at BIGINT NOT NULL, issued_by TEXT NOT NULL, reason TEXT NOT NULL,
  revoked_at BIGINT);
CREATE INDEX card_entity ON card (entity_id);
CREATE TABLE card_presence (
  serial BIGINT NOT NULL REFERENCES card (serial), point TEXT NOT NULL, at BIGINT NOT NULL, by_actor TEXT NOT NULL, left_at BIGINT,
  seen_at BIGINT NOT NULL, seen_serial BIGINT NOT NULL, seen_rule TEXT NOT NULL, PRIMARY KEY (serial, point));
ALTER TABLE entity ADD COLUMN card_quota BIGINT;

-- Who may enter a session that is by invitation, beside those who speak in it.
CREATE TABLE invitation (
  session_id TEXT NOT NULL REFERENCES session (id), person_id TEXT NOT NULL REFERENCES person (id), PRIMARY KEY (session_id, person_id));

-- What was done while the server could not be asked and does not fit what it knows. A person keeps it or takes it back.
CREATE TABLE conflict (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, at BIGINT NOT NULL,
  received_at BIGINT NOT NULL, by_actor TEXT NOT NULL, desk TEXT NOT NULL, point TEXT NOT NULL,
  person_id TEXT REFERENCES person (id), card BIGINT, code TEXT NOT NULL, words TEXT NOT NULL, taken TEXT NOT NULL,
  remark TEXT NOT NULL, resolved_by TEXT NOT NULL, resolved_at BIGINT);
CREATE INDEX conflict_open ON conflict (received_at) WHERE state = 'open';
