-- 006: the people as the desk knows them: categories as rows, how far a registration has come and who saw to it, who took a badge,
-- the help desk, and the alerts for protocol. Rules of dialect as in 001.

-- Categories, first the usual one. `rooms` are ids separated by spaces, none is all of them. The list changes while a day is prepared.
CREATE TABLE category (
  code TEXT PRIMARY KEY, version BIGINT NOT NULL, position BIGINT NOT NULL, letter TEXT NOT NULL UNIQUE, rgb TEXT NOT NULL,
  vip BIGINT NOT NULL, letter_needed BIGINT NOT NULL, photo_needed BIGINT NOT NULL, transferable BIGINT NOT NULL DEFAULT 0,
  rooms TEXT NOT NULL DEFAULT '',
  en TEXT NOT NULL, fr TEXT NOT NULL, es TEXT NOT NULL, ar TEXT NOT NULL, ru TEXT NOT NULL, zh TEXT NOT NULL);
INSERT INTO category (code, version, position, letter, rgb, vip, letter_needed, photo_needed, en, fr, es, ar, ru, zh) VALUES
  ('DEL', 1, 1, 'D', '#0B5CAB', 0, 1, 0,
    'Delegate', 'Délégué', 'Delegado', 'مندوب', 'Делегат', '代表'),
  ('VVIP', 1, 2, 'V', '#3D1A5B', 1, 0, 1,
    'Head of State or Government', 'Chef d''État ou de gouvernement', 'Jefe de Estado o de Gobierno', 'رئيس دولة أو حكومة', 'Глава государства или правительства', '国家元首或政府首脑'),
  ('MIN', 1, 3, 'M', '#8A1538', 1, 0, 1,
    'Minister', 'Ministre', 'Ministro', 'وزير', 'Министр', '部长'),
  ('DMIN', 1, 4, 'N', '#A8324E', 1, 0, 1,
    'Deputy Minister', 'Vice-ministre', 'Viceministro', 'نائب وزير', 'Заместитель министра', '副部长'),
  ('UN', 1, 5, 'U', '#1B6E9C', 1, 0, 1,
    'Head of a UN agency', 'Chef d''organisme des Nations Unies', 'Jefe de organismo de las Naciones Unidas', 'رئيس وكالة تابعة للأمم المتحدة', 'Глава учреждения ООН', '联合国机构负责人'),
  ('REG', 1, 6, 'R', '#6B3FA0', 1, 0, 1,
    'Head of a regulator', 'Président d''un organisme de régulation', 'Jefe de organismo regulador', 'رئيس هيئة تنظيمية', 'Глава регуляторного органа', '监管机构负责人'),
  ('AMB', 1, 7, 'A', '#5A4B12', 1, 0, 1,
    'Ambassador', 'Ambassadeur', 'Embajador', 'سفير', 'Посол', '大使'),
  ('SM', 1, 8, 'S', '#0F6B63', 0, 1, 0,
    'Sector Member', 'Membre de Secteur', 'Miembro de Sector', 'عضو قطاع', 'Член Сектора', '部门成员'),
  ('IO', 1, 9, 'I', '#24597A', 0, 1, 0,
    'International organization', 'Organisation internationale', 'Organización internacional', 'منظمة دولية', 'Международная организация', '国际组织'),
  ('CS', 1, 10, 'C', '#2F6B2B', 0, 1, 0,
    'Civil society', 'Société civile', 'Sociedad civil', 'المجتمع المدني', 'Гражданское общество', '民间团体'),
  ('ACA', 1, 11, 'E', '#8C4A00', 0, 1, 0,
    'Academia', 'Établissement universitaire', 'Institución académica', 'أوساط أكاديمية', 'Академическая организация', '学术成员'),
  ('YTH', 1, 12, 'Y', '#B03A00', 0, 1, 0,
    'Youth', 'Jeunesse', 'Juventud', 'الشباب', 'Молодежь', '青年'),
  ('MED', 1, 13, 'P', '#7A1F6E', 0, 1, 0,
    'Press', 'Presse', 'Prensa', 'صحافة', 'Пресса', '新闻媒体'),
  ('GST', 1, 14, 'G', '#4A5560', 0, 0, 0,
    'Guest', 'Invité', 'Invitado', 'ضيف', 'Гость', '嘉宾'),
  ('STF', 1, 15, 'T', '#1F2933', 0, 0, 0,
    'Staff', 'Personnel', 'Personal', 'موظف', 'Персонал', '工作人员');

-- A walk-in is registered at a desk. The letter of accreditation is unseen, seen or not_needed; `collector` is who else may take this
-- person's badge; host_id is whom they accompany; a merged row points to the one that counts. help_id is the open case, if there is one.
ALTER TABLE person ADD COLUMN walk_in BIGINT NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN approved_by TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN approved_at BIGINT;
ALTER TABLE person ADD COLUMN confirmed_at BIGINT;
ALTER TABLE person ADD COLUMN letter TEXT NOT NULL DEFAULT 'not_needed';
ALTER TABLE person ADD COLUMN letter_by TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN letter_at BIGINT;
ALTER TABLE person ADD COLUMN identity_by TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN identity_at BIGINT;
ALTER TABLE person ADD COLUMN collector TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN host_id TEXT REFERENCES person (id);
ALTER TABLE person ADD COLUMN remote BIGINT NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN expected_on TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN photo_at BIGINT;
ALTER TABLE person ADD COLUMN merged_into TEXT REFERENCES person (id);
ALTER TABLE person ADD COLUMN arrived_desk TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN help_id TEXT;
UPDATE person SET walk_in = 1 WHERE registration_id LIKE 'W-%';
CREATE INDEX person_host ON person (host_id) WHERE host_id IS NOT NULL;

-- Printed at which desk; handed over to whom, when and where. Issued and in somebody's hands are two facts.
ALTER TABLE badge ADD COLUMN desk TEXT NOT NULL DEFAULT '';
ALTER TABLE badge ADD COLUMN collected_by TEXT NOT NULL DEFAULT '';
ALTER TABLE badge ADD COLUMN collected_at BIGINT;
ALTER TABLE badge ADD COLUMN collected_desk TEXT NOT NULL DEFAULT '';

-- Exceptions go to the help desk: open, taken by somebody, closed with an outcome.
CREATE TABLE help_case (
  id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person (id), reason TEXT NOT NULL, words TEXT NOT NULL,
  state TEXT NOT NULL, by_actor TEXT NOT NULL, desk TEXT NOT NULL, at BIGINT NOT NULL, taken_by TEXT NOT NULL DEFAULT '',
  taken_at BIGINT, closed_by TEXT NOT NULL DEFAULT '', closed_at BIGINT, outcome TEXT NOT NULL DEFAULT '');
CREATE INDEX help_case_at ON help_case (at);
CREATE INDEX help_case_open ON help_case (at) WHERE state <> 'closed';

-- Somebody of a VIP category has come; each who was told says so.
CREATE TABLE alert (
  id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person (id), place TEXT NOT NULL, at BIGINT NOT NULL, taken_back_at BIGINT);
CREATE INDEX alert_at ON alert (at);
CREATE TABLE alert_seen (
  alert_id TEXT NOT NULL REFERENCES alert (id), by_actor TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (alert_id, by_actor));
