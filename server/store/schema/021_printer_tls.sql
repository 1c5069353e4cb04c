-- 021: printers that are spoken to within TLS (ipps). Each is the SHA-256 of a certificate, 64 hexadecimal digits or empty: `certificate` is
-- the one that it showed last, `pinned` the one that a technician confirmed. Rules of dialect as in 001.

ALTER TABLE printer ADD COLUMN certificate TEXT NOT NULL DEFAULT '';
ALTER TABLE printer ADD COLUMN pinned TEXT NOT NULL DEFAULT '';
