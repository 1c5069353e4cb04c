-- All that may be said about a pledge, one column a row of pledge_words.def; '' is "not said". `sdgs` has bit n for goal n.
-- `search` is the folded text that a list is searched in. A slip of paper is keyed in once: only a withdrawn pledge gives it back.
ALTER TABLE pledge ADD COLUMN instrument TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN in_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN novelty TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN condition TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN period_from TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN period_to TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN pillar TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN initiative TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN initiative_period TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN target_number TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN target_unit TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN target_place TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN target_date TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN beneficiaries TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN partners TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN campaign TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN measure TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN consent TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN slip TEXT NOT NULL DEFAULT '';
ALTER TABLE pledge ADD COLUMN sdgs BIGINT NOT NULL DEFAULT 0;
ALTER TABLE pledge ADD COLUMN is_later BIGINT NOT NULL DEFAULT 0;
ALTER TABLE pledge ADD COLUMN is_open BIGINT NOT NULL DEFAULT 0;
ALTER TABLE pledge ADD COLUMN search TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX pledge_slip ON pledge (slip) WHERE slip <> '' AND state <> 'withdrawn';
