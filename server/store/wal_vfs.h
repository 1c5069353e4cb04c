/* A layer between SQLite and the files: the WAL's writes are gathered and handed on in one piece when they have to be
 * durable. SQLite writes each page of a commit in two calls (24 bytes and the page); gathered, a commit of 50 pages
 * is one system call instead of a hundred. Every other file goes straight to SQLite's default layer. Only for a
 * connection with synchronous=FULL: there each commit is synced before other connections may see it, and the sync is
 * what hands the bytes on. Not for readers. */
#ifndef P2C_STORE_WAL_VFS_H
#define P2C_STORE_WAL_VFS_H

/* The name to open a connection with. Registers the layer at first use; any thread. */
const char *wal_vfs_name(void);

#endif
