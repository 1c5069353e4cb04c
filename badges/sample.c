/* See sample.h. */
#include "badges/sample.h"

#include <string.h>

const char *const BADGE_SAMPLE_NAMES[] = { "latin", "arabic", "chinese", "cyrillic", "ethiopic", "devanagari",
	"mixed", "long", NULL };

#define EVERYWHERE                                                                                                   \
	.code = "SAMP-LE00", .qr = "SAMPLE0000SAMPLE0000", .arrow = BADGE_ARROW_RIGHT, .room = "Auditorium A",       \
	.room_seats = "Seats: 350", .room_allowed = "All badges", .room_other = "Amphithéâtre A",                    \
	.room_seats_other = "Places : 350", .room_allowed_other = "Tous les badges"

static const struct badge_data SAMPLES[] = {
	{ EVERYWHERE, .name = "Željka Ñúñez Ørsted", .title = "Minister of ICT",
	    .organisation = "Ministry of ICT and Innovation", .country = "Croatia", .country_code = "HRV",
	    .category = "MIN", .category_words = "Minister", .category_rgb = 0x8A1538, .role = "Speaker",
	    .language = "hr" },
	{ EVERYWHERE, .name = "عبد العزيز بن محمد", .name_latin = "Abdulaziz bin Mohammed", .title = "محافظ",
	    .organisation = "هيئة الفضاء والتقنية", .country = "Saudi Arabia", .country_code = "SAU",
	    .category = "VVIP", .category_words = "Head of State or Government", .category_rgb = 0x3D1A5B,
	    .role = "Head of delegation", .language = "ar" },
	{ EVERYWHERE, .name = "王小明", .name_latin = "Wang Xiaoming", .title = "副部长",
	    .organisation = "工业和信息化部", .country = "China", .country_code = "CHN", .category = "DMIN",
	    .category_words = "Deputy Minister", .category_rgb = 0xA8324E, .role = "Delegate", .language = "zh" },
	{ EVERYWHERE, .name = "Екатерина Щербакова", .name_latin = "Ekaterina Shcherbakova", .title = "Директор",
	    .organisation = "Агентство связи", .country = "Kazakhstan", .country_code = "KAZ", .category = "REG",
	    .category_words = "Head of a regulator", .category_rgb = 0x6B3FA0, .role = "Speaker", .language = "ru" },
	{ EVERYWHERE, .name = "አበበ ገብረ ማርያም", .name_latin = "Abebe Gebremariam", .title = "Director General",
	    .organisation = "Communications Authority", .country = "Ethiopia", .country_code = "ETH",
	    .category = "AMB", .category_words = "Ambassador", .category_rgb = 0x5A4B12, .role = "Delegate",
	    .language = "am" },
	{ EVERYWHERE, .name = "कृष्णा त्रिपाठी", .name_latin = "Krishna Tripathi", .title = "Youth Envoy",
	    .organisation = "Generation Connect", .country = "India", .country_code = "IND", .category = "YTH",
	    .category_words = "Youth", .category_rgb = 0xB03A00, .role = "Panellist", .language = "hi" },
	{ EVERYWHERE, .name = "Dr. Layla ليلى الكعبي", .name_latin = "Layla Al Kaabi",
	    .title = "Directora · Директор · 主任", .organisation = "UN House 联合国 · بيت الأمم المتحدة",
	    .country = "United Arab Emirates", .country_code = "ARE", .category = "UN",
	    .category_words = "Head of a UN agency", .category_rgb = 0x1B6E9C, .role = "Moderator",
	    .language = "en" },
	{ EVERYWHERE,
	    .name = "Maria Antónia Wilhelmina Christodoulopoulou-Papadimitriou de Albuquerque e Vasconcelos",
	    .title = "Permanent Secretary and Special Envoy of the Government for Digital Public Infrastructure",
	    .organisation = "Ministry of Communications, Information Technology, Innovation and Postal Services",
	    .country = "Bolivarian Republic of Venezuela", .country_code = "VEN", .category = "MIN",
	    .category_words = "International organization", .category_rgb = 0x24597A, .role = "Head of delegation",
	    .language = "pt" },
};

const struct badge_data *badge_sample(const char *name)
{
	for (size_t i = 0; BADGE_SAMPLE_NAMES[i]; i++)
		if (strcmp(BADGE_SAMPLE_NAMES[i], name) == 0)
			return &SAMPLES[i];
	return NULL;
}
