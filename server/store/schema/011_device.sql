-- 011: devices that were let in by a person: desks, doors, kiosks, signs. A device asks with a short code on its screen; whoever
-- types that code on the admin page lets it in. Its logins have the scope "device ID", so that one act ends them.
CREATE TABLE device (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, place TEXT NOT NULL, state TEXT NOT NULL,
  code TEXT NOT NULL, secret_hash BYTEA NOT NULL, browser TEXT NOT NULL, asked_at BIGINT NOT NULL, ends_at BIGINT NOT NULL,
  decided_by TEXT NOT NULL, decided_at BIGINT);
CREATE UNIQUE INDEX device_code ON device (code) WHERE state = 'asked';
CREATE INDEX device_asked ON device (asked_at);
