/* A layer between SQLite and the files, for three savings at the WAL. Its writes are gathered and handed on in one
 * piece when they have to be durable: SQLite writes each page of a commit in two calls (24 bytes and the page);
 * gathered, a commit of 50 pages is one system call instead of a hundred. And a commit may run ahead of the disk: its
 * sync is then owed until wal_vfs_sync, which another thread may do while the connection goes on. And the file grows
 * in steps: the sync of one that became longer takes twice as long. Every other file goes straight to SQLite's
 * default layer. Only for a connection with synchronous=FULL: the sync of each commit is what hands the bytes on. Not
 * for readers. */
#ifndef P2C_STORE_WAL_VFS_H
#define P2C_STORE_WAL_VFS_H

#include <stdbool.h>

struct sqlite3;
struct wal_file;

/* The name to open a connection with. Registers the layer at first use; any thread. */
const char *wal_vfs_name(void);

/* The WAL of a connection that was opened with this layer and has begun a transaction; lives as long as it does. */
struct wal_file *wal_vfs_of(struct sqlite3 *handle);
/* Do commits from now on return before they are durable? The connection's own thread. */
void wal_vfs_ahead(struct wal_file *wal, bool on);
/* Makes durable what was committed before the call; an SQLite code. Any thread. */
int wal_vfs_sync(struct wal_file *wal);
/* Did a sync fail? Then every later one does, and with it every commit and checkpoint. Any thread. */
bool wal_vfs_failed(const struct wal_file *wal);

#endif
