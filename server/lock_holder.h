/* Which other program holds a view of the database open. Read from /proc/locks: to ask by fcntl(2) the file would
 * have to be opened, and closing it again would drop every lock that this process has on it. */
#ifndef P2C_LOCK_HOLDER_H
#define P2C_LOCK_HOLDER_H

enum { LOCK_HOLDER_LEN = 63 };

/* "The program sqlite3 (process 4711)", or "Another program" where the system does not tell (a hardened unit). */
const char *lock_holder(const char *folder, char out[LOCK_HOLDER_LEN + 1]);

#endif
