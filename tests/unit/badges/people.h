/* Six people with names in six scripts, whom several tests print. Not real ones. */
#ifndef P2C_TESTS_UNIT_BADGES_PEOPLE_H
#define P2C_TESTS_UNIT_BADGES_PEOPLE_H

#include "badges/badge.h"

enum { LATIN, ARABIC, CHINESE, CYRILLIC, ETHIOPIC, DEVANAGARI, PEOPLE };

#define THE_DAY .day_title = "Partner2Connect · WTDC Kigali", .day_dates = "7–9 June 2022"

static const struct badge_data PERSON[PEOPLE] = {
	[LATIN] = { THE_DAY, .name = "Željka Ñúñez Ørsted", .name_latin = "Zeljka Nunez Orsted",
	    .title = "Minister of ICT", .organisation = "Ministry of ICT and Innovation", .country = "Croatia",
	    .country_code = "HRV", .category = "MIN", .category_words = "Minister", .category_rgb = 0x0B5FA5,
	    .role = "Speaker", .language = "hr", .code = "MM97-ZT2", .qr = "00A8N3TZE5K2W7J9XM5Q" },
	[ARABIC] = { THE_DAY, .name = "عبد العزيز بن محمد", .name_latin = "Abdulaziz bin Mohammed", .title = "محافظ",
	    .organisation = "هيئة الفضاء والتقنية", .country = "السعودية", .country_code = "SAU", .category = "VVIP",
	    .category_words = "Head of delegation", .category_rgb = 0x7A1E3A, .role = "رئيس الوفد", .language = "ar",
	    .code = "DVT7-W12", .qr = "11A8N3TZE5K2W7J9XM5Q" },
	[CHINESE] = { THE_DAY, .name = "王小明", .name_latin = "Wang Xiaoming", .title = "副部长",
	    .organisation = "工业和信息化部", .country = "中国", .country_code = "CHN", .category = "DMIN",
	    .category_words = "Deputy Minister", .category_rgb = 0x00796B, .role = "代表", .language = "zh-Hans-CN",
	    .code = "6KD7-R8B", .qr = "22A8N3TZE5K2W7J9XM5Q" },
	[CYRILLIC] = { THE_DAY, .name = "Екатерина Щербакова", .name_latin = "Ekaterina Shcherbakova",
	    .title = "Директор", .organisation = "Агентство связи", .country = "Казахстан", .country_code = "KAZ",
	    .category = "REG", .category_words = "Regulator", .category_rgb = 0xF2B705, .role = "Докладчик",
	    .language = "ru", .code = "ZTY7-WGG", .qr = "33A8N3TZE5K2W7J9XM5Q" },
	[ETHIOPIC] = { THE_DAY, .name = "አበበ ገብረ ማርያም", .name_latin = "Abebe Gebremariam",
	    .title = "Director General", .organisation = "Communications Authority", .country = "Ethiopia",
	    .country_code = "ETH", .category = "AMB", .category_words = "Ambassador", .category_rgb = 0x3C7D22,
	    .role = "Delegate", .language = "am", .code = "RJH7-RP1", .qr = "44A8N3TZE5K2W7J9XM5Q" },
	[DEVANAGARI] = { THE_DAY, .name = "कृष्णा त्रिपाठी", .name_latin = "Krishna Tripathi", .title = "Youth Envoy",
	    .organisation = "Generation Connect", .country = "India", .country_code = "IND", .category = "Y",
	    .category_words = "Youth", .category_rgb = 0xD9480F, .role = "Panellist", .language = "hi",
	    .code = "HT27-WXW", .qr = "55A8N3TZE5K2W7J9XM5Q" },
};

#endif
