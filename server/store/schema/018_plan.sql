-- 018: the floor plan of the venue, one picture (PNG). A new one replaces it; the journal keeps the SHA-256 (64 hex digits) of each.
-- Where a room is on it stands with the room (012).

CREATE TABLE floor_plan (
  id BIGINT PRIMARY KEY, version BIGINT NOT NULL, png BYTEA NOT NULL, width BIGINT NOT NULL, height BIGINT NOT NULL,
  sha256 TEXT NOT NULL);
