/* Is a password one that somebody would try? Pure; not for hashing or checking one (access.h). */
#ifndef P2C_DOMAIN_PASSWORD_H
#define P2C_DOMAIN_PASSWORD_H

#include "base/err.h"

/* ERR_INVALID, with the reason, for a password that is in everybody's head: one short piece again and again, a run of
 * the keyboard or the alphabet, or nothing but common words (password.def), the account's own name, digits and signs
 * (NIST SP 800-63B §5.1.1.2). Case does not matter. Its length is access.h's. */
enum err password_judge(const char *name, const char *password, struct fault *out_fault);

#endif
