-- 001: the day. One text for SQLite and PostgreSQL: ids are our own text, instants are milliseconds UTC (BIGINT),
-- truth values are 0 or 1, sets of focus areas are bits (1 access, 2 adoption, 4 value creation, 8 accelerate).
-- Forward only: a later file adds, it never rewrites this one. Statements end with a semicolon at the end of a line.

-- Settings of this event: title, zone, acronym, epoch; and numbers that only go up.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
INSERT INTO counter (name, value) VALUES ('badge', 0), ('pledge', 0), ('walk_in', 0);

-- Who takes part. `search` is the folded text the desk looks in: every name, script and country name, lower case Latin beside it.
CREATE TABLE entity (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
  type TEXT NOT NULL, country TEXT NOT NULL DEFAULT '', created_at BIGINT NOT NULL);
CREATE UNIQUE INDEX entity_name ON entity (folded, country);

CREATE TABLE person (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, registration_id TEXT NOT NULL UNIQUE,
  display TEXT NOT NULL, given TEXT NOT NULL, family TEXT NOT NULL, latin TEXT NOT NULL, title TEXT NOT NULL,
  entity_id TEXT NOT NULL REFERENCES entity (id), category TEXT NOT NULL, roles TEXT NOT NULL,
  language TEXT NOT NULL, email TEXT NOT NULL, state TEXT NOT NULL, arrived_at BIGINT, arrived_by TEXT,
  search TEXT NOT NULL, created_at BIGINT NOT NULL);
CREATE INDEX person_entity ON person (entity_id);
-- Only of those who are there: an arrival then changes one page of it, not two.
CREATE INDEX person_arrived ON person (arrived_at) WHERE arrived_at IS NOT NULL;

-- The key that seals this person's values in the journal; erasing somebody destroys it.
CREATE TABLE person_key (person_id TEXT PRIMARY KEY, sealing_key BYTEA NOT NULL);

-- One issued badge a person at most; earlier ones stay as history.
CREATE TABLE badge (
  serial BIGINT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person (id), code TEXT NOT NULL UNIQUE, qr TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL, issued_at BIGINT NOT NULL, issued_by TEXT NOT NULL, reason TEXT NOT NULL, revoked_at BIGINT);
CREATE UNIQUE INDEX badge_active ON badge (person_id) WHERE state = 'issued';
CREATE INDEX badge_person ON badge (person_id);

-- Presence is set by the first scan at a point, never toggled.
CREATE TABLE presence (
  person_id TEXT NOT NULL REFERENCES person (id), point TEXT NOT NULL, at BIGINT NOT NULL, by_actor TEXT NOT NULL,
  PRIMARY KEY (person_id, point));

-- The agenda. `delay_minutes` is the delay declared for a session; what follows from it is computed (schedule/rules.h).
CREATE TABLE room (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, capacity BIGINT NOT NULL, position BIGINT NOT NULL);
CREATE TABLE session (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, state TEXT NOT NULL,
  room_id TEXT REFERENCES room (id), starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL, delay_minutes BIGINT NOT NULL,
  focus_areas BIGINT NOT NULL, language TEXT NOT NULL);
CREATE INDEX session_time ON session (starts_at);
CREATE TABLE session_text (
  session_id TEXT NOT NULL REFERENCES session (id), language TEXT NOT NULL, title TEXT NOT NULL, abstract TEXT NOT NULL,
  PRIMARY KEY (session_id, language));
-- A speaker of an imported agenda may be nobody we know: then person_id is empty and the name stands for itself.
CREATE TABLE session_person (
  session_id TEXT NOT NULL REFERENCES session (id), position BIGINT NOT NULL, person_id TEXT REFERENCES person (id),
  name TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (session_id, position));
CREATE TABLE cochair (
  focus_area BIGINT NOT NULL, position BIGINT NOT NULL, person_id TEXT NOT NULL REFERENCES person (id), seat TEXT NOT NULL,
  PRIMARY KEY (focus_area, position));

-- The floor: who asked to speak, who has the floor, who has spoken.
CREATE TABLE speaker (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, session_id TEXT NOT NULL REFERENCES session (id),
  person_id TEXT NOT NULL REFERENCES person (id), state TEXT NOT NULL, position BIGINT NOT NULL,
  requested_at BIGINT NOT NULL, started_at BIGINT, ended_at BIGINT, allotted_seconds BIGINT NOT NULL);
CREATE INDEX speaker_session ON speaker (session_id, position);

-- Pledges. Amounts are minor units of their own currency; usd_minor is the estimate frozen with the rate used (cents).
CREATE TABLE pledge (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, number BIGINT NOT NULL UNIQUE, state TEXT NOT NULL, type TEXT NOT NULL,
  title TEXT NOT NULL, body TEXT NOT NULL, focus_areas BIGINT NOT NULL, amount_minor BIGINT, currency TEXT NOT NULL,
  usd_minor BIGINT, rate TEXT NOT NULL, rate_on TEXT NOT NULL, language TEXT NOT NULL,
  session_id TEXT REFERENCES session (id), speaker_id TEXT REFERENCES speaker (id),
  heard_at BIGINT, confirmed_at BIGINT, by_actor TEXT NOT NULL, reason TEXT NOT NULL, created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL);
CREATE INDEX pledge_changed ON pledge (changed_at);
CREATE TABLE pledger (
  pledge_id TEXT NOT NULL REFERENCES pledge (id), position BIGINT NOT NULL, entity_id TEXT NOT NULL REFERENCES entity (id),
  is_lead BIGINT NOT NULL, PRIMARY KEY (pledge_id, position));
CREATE INDEX pledger_entity ON pledger (entity_id);
CREATE TABLE pledge_country (
  pledge_id TEXT NOT NULL REFERENCES pledge (id), position BIGINT NOT NULL, country TEXT NOT NULL,
  PRIMARY KEY (pledge_id, position));
-- Units of a currency for one US dollar, as a decimal string, valid from that date on.
CREATE TABLE rate (currency TEXT NOT NULL, valid_on TEXT NOT NULL, per_usd TEXT NOT NULL, PRIMARY KEY (currency, valid_on));

-- Who may do what. Tokens and codes are kept only as hashes.
CREATE TABLE account (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, roles TEXT NOT NULL, password_hash TEXT NOT NULL, created_at BIGINT NOT NULL,
  disabled_at BIGINT);
CREATE TABLE login (
  token_hash BYTEA PRIMARY KEY, account_id TEXT REFERENCES account (id), name TEXT NOT NULL, roles TEXT NOT NULL,
  created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, ended_at BIGINT);
CREATE TABLE one_time_code (
  code_hash BYTEA PRIMARY KEY, name TEXT NOT NULL, roles TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
  used_at BIGINT);

-- The answer of every change that was committed, so that the same key gets the same answer again.
CREATE TABLE idem (
  idem_key TEXT PRIMARY KEY, actor TEXT NOT NULL, route TEXT NOT NULL, body_hash BYTEA NOT NULL, status BIGINT NOT NULL,
  answer TEXT NOT NULL, at BIGINT NOT NULL);

-- The spine: one row a change, chained by hash over the sealed bytes. Never updated, never deleted.
CREATE TABLE journal (
  seq BIGINT PRIMARY KEY, at BIGINT NOT NULL, actor TEXT NOT NULL, topic TEXT NOT NULL, action TEXT NOT NULL,
  subject TEXT NOT NULL, version BIGINT NOT NULL, data TEXT NOT NULL, person_id TEXT NOT NULL, sealed BYTEA, hash BYTEA NOT NULL);
CREATE INDEX journal_subject ON journal (subject, seq);
