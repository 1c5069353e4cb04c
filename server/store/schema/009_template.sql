-- 009: templates of badges, nameplates and door signs that are the event's own. `json` is the template as it was written
-- (badges/template_read.h); what lists show stands beside it. The shipped ones are in the program.

CREATE TABLE template (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, json TEXT NOT NULL,
  changed_at BIGINT NOT NULL, by_actor TEXT NOT NULL);
