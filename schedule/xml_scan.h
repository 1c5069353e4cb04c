/* The first pass over an XML document, before libxml2 sees it: refuses what real schedules never have and a hostile
 * one would use. Declarations of its own (entities and their bombs) in the document type, start tags of endless
 * attributes (libxml2 is quadratic in them), encodings in which this pass could not see either. Private to
 * frab_xml.c. */
#ifndef P2C_SCHEDULE_XML_SCAN_H
#define P2C_SCHEDULE_XML_SCAN_H

#include "schedule/build.h"

/* OK, or ERR_FILE_FORMAT with the line in the detail. Says nothing about whether the document is well-formed. */
enum err xml_scan(const char *bytes, size_t len, struct fault *out_fault);

#endif
