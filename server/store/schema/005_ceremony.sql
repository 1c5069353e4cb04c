-- 005: the signing ceremony. A declaration has one text at a time, numbered; earlier texts stay. A signature in force is one
-- without annulled_at; an annulled one stays with who took it back and why. Hashes are SHA-256 as 64 hex digits.

CREATE TABLE declaration (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, state TEXT NOT NULL, coalition TEXT NOT NULL, ordering TEXT NOT NULL,
  language TEXT NOT NULL, session_id TEXT REFERENCES session (id), text_number BIGINT NOT NULL, text_sha256 TEXT NOT NULL,
  reopened BIGINT NOT NULL, created_at BIGINT NOT NULL, opened_at BIGINT, closed_at BIGINT, launched_at BIGINT);
CREATE TABLE declaration_text (
  declaration_id TEXT NOT NULL REFERENCES declaration (id), number BIGINT NOT NULL, language TEXT NOT NULL,
  title TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (declaration_id, number, language));

-- An entity signs a declaration once. `hand` is its place in an order made by hand.
CREATE TABLE signatory (
  id TEXT PRIMARY KEY, version BIGINT NOT NULL, declaration_id TEXT NOT NULL REFERENCES declaration (id),
  entity_id TEXT NOT NULL REFERENCES entity (id), person_id TEXT REFERENCES person (id), state TEXT NOT NULL,
  capacity TEXT NOT NULL, hand BIGINT NOT NULL, authority TEXT NOT NULL, authority_kind TEXT NOT NULL,
  authority_by TEXT NOT NULL, authority_at BIGINT, called_at BIGINT, photo_at BIGINT);
CREATE UNIQUE INDEX signatory_entity ON signatory (declaration_id, entity_id);

CREATE TABLE signature (
  id TEXT PRIMARY KEY, signatory_id TEXT NOT NULL REFERENCES signatory (id),
  declaration_id TEXT NOT NULL REFERENCES declaration (id), person_id TEXT NOT NULL REFERENCES person (id),
  means TEXT NOT NULL, device TEXT NOT NULL, badge TEXT NOT NULL, signed_at BIGINT NOT NULL, text_number BIGINT NOT NULL,
  text_sha256 TEXT NOT NULL, strokes TEXT NOT NULL, reservation TEXT NOT NULL, statement TEXT NOT NULL,
  accession BIGINT NOT NULL, sha256 TEXT NOT NULL, annulled_at BIGINT, annulled_by TEXT NOT NULL, annul_reason TEXT NOT NULL);
CREATE UNIQUE INDEX signature_in_force ON signature (signatory_id) WHERE annulled_at IS NULL;
CREATE INDEX signature_declaration ON signature (declaration_id, signed_at);
