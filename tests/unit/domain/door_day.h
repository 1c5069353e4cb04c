/* Doors on a day to test with: points, guests with badges, cards, invitations, acts that come late. */
#ifndef P2C_TESTS_DOOR_DAY_H
#define P2C_TESTS_DOOR_DAY_H

#include "domain/card.h"
#include "domain/conflict.h"
#include "domain/evacuation.h"
#include "domain/point.h"
#include "tests/unit/domain/day.h"

/* Somebody with a badge, of the usual category or another. */
struct person door_guest(struct day_rig *day, const char *display, struct badge *out_badge);
struct person door_guest_as(struct day_rig *day, const char *display, const char *category, struct badge *out_badge);
/* A point as the form says; members that are 0 are not said. */
struct point door_point(struct day_rig *day, struct point_form form);
/* A session of an hour from DAY_START on in a room of that id; its id. */
#define DOOR_ROOM "room-1"
const char *door_session(struct day_rig *day);
enum err door_invite(struct day_rig *day, const char *session, const char *person);
/* Cards of an entity, for all points. */
struct card *door_cards(struct day_rig *day, const char *entity, int64_t count);
enum err door_quota(struct day_rig *day, const char *entity, int64_t quota);
enum err door_block(struct day_rig *day, int64_t serial);
/* Makes the head count of main wrong, as no use case does. */
enum err door_spoil(struct day_rig *day);

/* An act of a door at that time, told now. */
struct door_answer door_late(struct day_rig *day, const char *code, int64_t at, enum door_result did, bool leaving);
/* The conflicts that are open, newest first. */
size_t door_conflicts(struct day_rig *day, struct conflict **out_conflicts);
enum err door_resolve(struct day_rig *day, const char *id, enum conflict_take take, struct conflict *out_conflict);

#endif
