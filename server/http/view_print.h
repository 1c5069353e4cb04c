/* Printers and print jobs as JSON. No questions to the store in here. */
#ifndef P2C_HTTP_VIEW_PRINT_H
#define P2C_HTTP_VIEW_PRINT_H

#include "base/jsonw.h"
#include "store/print.h"

void view_printer(struct jsonw *w, const char *name, const struct printer_row *printer);
void view_print_job(struct jsonw *w, const char *name, const struct print_job *job);

#endif
