-- 010: one photo a person, as the JPEG that goes on the badge. A new one replaces it: the earlier one is gone; the journal keeps
-- the SHA-256 (64 hex digits) of each, never the picture.

CREATE TABLE photo (
  person_id TEXT PRIMARY KEY REFERENCES person (id), jpeg BYTEA NOT NULL, sha256 TEXT NOT NULL, taken_at BIGINT NOT NULL,
  by_actor TEXT NOT NULL);
