-- 007: printers and what they are to print. A job's row is written before the printer hears of it, so that after a crash it is
-- known what may have been printed. Rules of dialect as in 001.

-- `state` … `seen_at` are what the printer last said of itself; `reasons` are words of our own, separated by spaces; `media`
-- is the printer's name for the paper of its template, empty when it has none of that size.
CREATE TABLE printer (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, name TEXT NOT NULL UNIQUE, uri TEXT NOT NULL, template TEXT NOT NULL,
  desk TEXT NOT NULL, backup_id TEXT REFERENCES printer (id), is_enabled BIGINT NOT NULL, state TEXT NOT NULL,
  reasons TEXT NOT NULL, format TEXT NOT NULL, media TEXT NOT NULL, accepts BIGINT NOT NULL, seen_at BIGINT,
  created_at BIGINT NOT NULL);

-- `number` is the order in which they were asked for. remote_id is the printer's own number for it, 0 until it is known. `is_open` while the printing room still has to do with
-- it; `withdraw` while the printer is still to be told to drop it.
CREATE TABLE print_job (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, number BIGINT NOT NULL UNIQUE,
  printer_id TEXT NOT NULL REFERENCES printer (id), kind TEXT NOT NULL, serial BIGINT REFERENCES badge (serial), state TEXT NOT NULL, why TEXT NOT NULL, words TEXT NOT NULL,
  attempts BIGINT NOT NULL, remote_id BIGINT NOT NULL, withdraw BIGINT NOT NULL, is_open BIGINT NOT NULL,
  created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, by_actor TEXT NOT NULL, desk TEXT NOT NULL, again_of TEXT NOT NULL);
CREATE INDEX print_job_open ON print_job (printer_id, number) WHERE is_open = 1;
CREATE INDEX print_job_serial ON print_job (serial);
