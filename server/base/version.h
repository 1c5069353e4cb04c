/* Which of two versions is the older one, as Debian orders them: "2.1.12-stable-8" before "2.1.12-stable-8+deb12u1",
 * "3.0.19~rc" before "3.0.19". Versions without epoch and revision ("3.40.1") are a case of it. */
#ifndef P2C_BASE_VERSION_H
#define P2C_BASE_VERSION_H

/* Less than 0 when `a` is older, 0 when both are the same ("1.0" and "1.00" are), more than 0 when `b` is older.
 * Any text is taken. Source: Debian Policy, 5.6.12. */
int version_compare(const char *a, const char *b);

#endif
