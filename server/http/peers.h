/* How many connections each address holds, so that one machine cannot take them all. Not for rates or bans.
 * IPv6 is counted by /64, the least a household or a phone gets. */
#ifndef P2C_HTTP_PEERS_H
#define P2C_HTTP_PEERS_H

enum { PEERS_ADDRESS_LEN = 16 }; /* IPv6, or IPv4 mapped into it (RFC 4291 §2.5.5.2) */

struct peers;
struct peer;

struct peers *peers_create(unsigned max_per_address);
void peers_destroy(struct peers *peers);
/* What one household or phone is counted by: an IPv4 address as it is, of IPv6 the /64. */
void peers_key(const unsigned char address[PEERS_ADDRESS_LEN], unsigned char out_key[PEERS_ADDRESS_LEN]);
/* Counts one connection more; NULL when this address has its share already. */
struct peer *peers_enter(struct peers *peers, const unsigned char address[PEERS_ADDRESS_LEN]);
/* Counts one less; NULL is fine. The peer may be gone afterwards. */
void peers_leave(struct peers *peers, struct peer *peer);

#endif
