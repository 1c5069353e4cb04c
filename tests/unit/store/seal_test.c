/* Sealing: what comes back, what does not, and SHA-256 against its published vectors. */
#include "fixture.h"

#include "store/seal.h"

static void what_was_sealed_opens_with_its_key_only(void **state)
{
	unsigned char key[SEAL_KEY_LEN], other[SEAL_KEY_LEN], box[5 + SEAL_EXTRA], plain[5] = "12345";
	(void)state;
	seal_key_new(key);
	seal_key_new(other);
	seal_close(key, "hello", 5, box);
	assert_false(seal_open(other, box, sizeof box, plain));
	assert_true(seal_open(key, box, sizeof box, plain));
	assert_memory_equal(plain, "hello", 5);
}

static void every_flipped_bit_is_noticed(void **state)
{
	unsigned char key[SEAL_KEY_LEN], box[3 + SEAL_EXTRA], plain[3];
	(void)state;
	seal_key_new(key);
	seal_close(key, "abc", 3, box);
	for (size_t bit = 0; bit < sizeof box * 8; bit++) {
		box[bit / 8] ^= (unsigned char)(1 << bit % 8);
		assert_false(seal_open(key, box, sizeof box, plain));
		box[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	assert_true(seal_open(key, box, sizeof box, plain));
}

static void nothing_opens_from_too_few_bytes(void **state)
{
	unsigned char key[SEAL_KEY_LEN], box[SEAL_EXTRA], plain[1];
	(void)state;
	seal_key_new(key);
	seal_close(key, "", 0, box);
	assert_true(seal_open(key, box, sizeof box, plain));
	for (size_t len = 0; len < sizeof box; len++)
		assert_false(seal_open(key, box, len, plain));
}

static void equal_values_do_not_look_equal(void **state)
{
	unsigned char key[SEAL_KEY_LEN], a[4 + SEAL_EXTRA], b[4 + SEAL_EXTRA];
	(void)state;
	seal_key_new(key);
	seal_close(key, "same", 4, a);
	seal_close(key, "same", 4, b);
	assert_memory_not_equal(a, b, sizeof a);
}

static void a_wiped_key_is_gone(void **state)
{
	static const unsigned char zeros[SEAL_KEY_LEN];
	unsigned char key[SEAL_KEY_LEN];
	(void)state;
	seal_key_new(key);
	assert_memory_not_equal(key, zeros, sizeof key);
	seal_key_wipe(key);
	assert_memory_equal(key, zeros, sizeof key);
}

/* FIPS 180-4, examples. */
static void sha_256_gives_the_published_values(void **state)
{
	static const unsigned char ABC[SEAL_HASH_LEN] = { 0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41,
		0x40, 0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff,
		0x61, 0xf2, 0x00, 0x15, 0xad };
	static const unsigned char EMPTY[SEAL_HASH_LEN] = { 0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a,
		0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95,
		0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55 };
	unsigned char hash[SEAL_HASH_LEN];
	(void)state;
	seal_hash("abc", 3, hash);
	assert_memory_equal(hash, ABC, sizeof hash);
	seal_hash("", 0, hash);
	assert_memory_equal(hash, EMPTY, sizeof hash);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_sealed_opens_with_its_key_only),
		cmocka_unit_test(every_flipped_bit_is_noticed),
		cmocka_unit_test(nothing_opens_from_too_few_bytes),
		cmocka_unit_test(equal_values_do_not_look_equal),
		cmocka_unit_test(a_wiped_key_is_gone),
		cmocka_unit_test(sha_256_gives_the_published_values),
	};
	seal_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
