/* Two persons, member by member: a person is made of pointers to text, of numbers, and of two pairs of facts. */
#ifndef P2C_TESTS_SAME_PERSON_H
#define P2C_TESTS_SAME_PERSON_H

#include "store/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

/* Each word is the same, or points to the same text. */
static inline void assert_same_person(const struct person *one, const struct person *other)
{
	for (size_t at = 0; at < sizeof *one; at += sizeof(uintptr_t)) {
		uintptr_t a, b;
		memcpy(&a, (const char *)one + at, sizeof a);
		memcpy(&b, (const char *)other + at, sizeof b);
		bool is_facts = at == offsetof(struct person, walk_in) || at == offsetof(struct person, vip);
		if (a != b && !is_facts)
			assert_string_equal((const char *)a, (const char *)b);
	}
	assert_int_equal(one->walk_in, other->walk_in);
	assert_int_equal(one->remote, other->remote);
	assert_int_equal(one->vip, other->vip);
	assert_int_equal(one->photo_needed, other->photo_needed);
}

#endif
