/* Declarations, signatories and signatures to JSON, one function a resource. No questions to the store in here. */
#ifndef P2C_HTTP_VIEW_CEREMONY_H
#define P2C_HTTP_VIEW_CEREMONY_H

#include "base/jsonw.h"
#include "domain/signing.h"

/* `name` as for jsonw: NULL at the top or in a list. */
void view_declaration(struct jsonw *w, const char *name, const struct declaration *declaration,
    const struct texts *title, const struct texts *body);
/* A signature; null for one without id. */
void view_signature(struct jsonw *w, const char *name, const struct signature *signature);
/* The whole list of a ceremony, with its declaration. */
void view_ceremony(struct jsonw *w, const char *name, const struct ceremony *ceremony, const struct texts *title,
    const struct texts *body);
/* A member of a coalition. */
void view_member(struct jsonw *w, const char *name, const struct signature *signature);
/* What the wall shows of the ceremony; null when there is nothing. */
void view_signing(struct jsonw *w, const char *name, const struct signing_scene *scene);

#endif
