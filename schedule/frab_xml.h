/* schedule.xml, the exchange format of c3voc, frab, pretalx and the apps that read it. What is written is valid
 * against the public schema (schedule.xml.xsd). Lossless through processing instructions <?p2c …?> (extension.h)
 * except for white space around texts, a person named without UUID (who gets one made from the name), fractions of
 * seconds in durations and the order of sessions, which becomes that of the file. */
#ifndef P2C_SCHEDULE_FRAB_XML_H
#define P2C_SCHEDULE_FRAB_XML_H

#include "base/buf.h"
#include "schedule/format.h"

/* Appends the file. ERR_INVALID for an agenda that format_check refuses; `out` is then untouched. */
enum err frab_xml_write(
    const struct agenda *agenda, const struct write_options *options, struct buf *out, struct fault *out_fault);

/* Reads the file into the arena; options and report may be NULL. Nothing is fetched, no entity is substituted, and a
 * document with declarations of its own or in an encoding that does not contain ASCII is refused. ERR_TOO_BIG,
 * ERR_FILE_FORMAT with the line in the detail. */
enum err frab_xml_read(struct arena *arena, const char *bytes, size_t len, const struct read_options *options,
    struct agenda *out_agenda, struct read_report *out_report, struct fault *out_fault);

#endif
