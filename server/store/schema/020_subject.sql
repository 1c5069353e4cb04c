-- 020: the journal by subject, in blocks of 256 entries. Whose turn it is next is chance: an index sorted by subject alone has every entry
-- written into another page, and each page is logged, copied and synced whole. Within a block the entries of one moment share a few
-- pages; whoever asks for a subject looks into every block (JOURNAL_OF). Rules of dialect as in 001.

DROP INDEX journal_subject;
CREATE INDEX journal_subject ON journal ((seq / 256), subject);
