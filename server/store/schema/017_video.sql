-- 017: video messages and when they are shown. The files stand beside the database (videos/ID); what they are called is in `wording`.
-- Rules of dialect as in 001.

-- state: uploading, ready (whole and looked at), approved, rejected. `sha256` is what the file is to have, then what it has.
CREATE TABLE video (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, state TEXT NOT NULL, speaker TEXT NOT NULL, entity TEXT NOT NULL,
  language TEXT NOT NULL, size BIGINT NOT NULL, sha256 TEXT NOT NULL, type TEXT NOT NULL, duration_ms BIGINT NOT NULL,
  width BIGINT NOT NULL, height BIGINT NOT NULL, reason TEXT NOT NULL, by_actor TEXT NOT NULL, created_at BIGINT NOT NULL);
CREATE TABLE video_caption (
  video_id TEXT NOT NULL REFERENCES video (id), language TEXT NOT NULL, cues BIGINT NOT NULL, vtt TEXT NOT NULL,
  PRIMARY KEY (video_id, language));

-- Rooms and sessions are ids separated by spaces; none is all rooms, all breaks. started_at is set while it is played by hand.
CREATE TABLE playlist (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, name TEXT NOT NULL UNIQUE, rooms TEXT NOT NULL, sessions TEXT NOT NULL,
  loops BIGINT NOT NULL, started_at BIGINT);
CREATE TABLE playlist_item (
  playlist_id TEXT NOT NULL REFERENCES playlist (id), position BIGINT NOT NULL, video_id TEXT NOT NULL REFERENCES video (id),
  PRIMARY KEY (playlist_id, position));
CREATE INDEX playlist_item_video ON playlist_item (video_id);
