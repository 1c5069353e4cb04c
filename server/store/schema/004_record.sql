-- 004: the record. What a second ear heard, what was read back to the pledger, who is editing, and totals that are kept.

-- The totals, changed with every change of a pledge: dimension is all, type, area, region, group or country; item its key ('' for
-- all); class is confirmed, heard or submitted. Amounts are US cents, as in pledge.
CREATE TABLE tally (
  dimension TEXT NOT NULL, item TEXT NOT NULL, class TEXT NOT NULL,
  pledges BIGINT NOT NULL, usd_minor BIGINT NOT NULL, unrated BIGINT NOT NULL, PRIMARY KEY (dimension, item, class));

-- The wall asks for the newest and a second ear for those of one speaker: neither may read all pledges.
CREATE INDEX pledge_heard ON pledge (heard_at, number) WHERE heard_at IS NOT NULL AND state <> 'withdrawn';
CREATE INDEX pledge_speaker ON pledge (speaker_id) WHERE speaker_id IS NOT NULL;

-- The second ear: `heard` is a pledge as the journal writes it, `said` the fields of it that were said, `differences` what did not
-- agree when it was last compared. Without a pledge it waits until one of that speaker is logged.
CREATE TABLE hearing (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, state TEXT NOT NULL, speaker_id TEXT NOT NULL REFERENCES speaker (id),
  pledge_id TEXT REFERENCES pledge (id), type TEXT NOT NULL, said TEXT NOT NULL, heard TEXT NOT NULL, differences TEXT NOT NULL,
  by_actor TEXT NOT NULL, at BIGINT NOT NULL, taken TEXT NOT NULL DEFAULT '', settled_by TEXT NOT NULL DEFAULT '', settled_at BIGINT);
CREATE INDEX hearing_speaker ON hearing (speaker_id);
CREATE INDEX hearing_pledge ON hearing (pledge_id) WHERE pledge_id IS NOT NULL;
CREATE INDEX hearing_at ON hearing (at);

-- Read-back: each asking and each confirmation is a row of its own, the last round counts. `answer` is empty until there is one.
CREATE TABLE read_back (
  id TEXT PRIMARY KEY, pledge_id TEXT NOT NULL REFERENCES pledge (id), round BIGINT NOT NULL, means TEXT NOT NULL,
  asked_by TEXT NOT NULL, asked_at BIGINT NOT NULL, expires_at BIGINT, answer TEXT NOT NULL, name TEXT NOT NULL,
  remark TEXT NOT NULL, device TEXT NOT NULL, answered_at BIGINT);
CREATE UNIQUE INDEX read_back_round ON read_back (pledge_id, round);

-- Who has a pledge open to edit it; a hint to the others, never a lock.
CREATE TABLE editing (pledge_id TEXT PRIMARY KEY REFERENCES pledge (id), by_actor TEXT NOT NULL, since BIGINT NOT NULL, until_at BIGINT NOT NULL);

-- What a code and its login are limited to: the id of a read-back, or nothing.
ALTER TABLE one_time_code ADD COLUMN scope TEXT NOT NULL DEFAULT '';
ALTER TABLE login ADD COLUMN scope TEXT NOT NULL DEFAULT '';
CREATE INDEX login_scope ON login (scope);
