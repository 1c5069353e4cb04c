/* See crowd.h. */
#include "tests/unit/find/crowd.h"

#include "domain/country.h"

#include <ctype.h>
#include <string.h>

const char *const CROWD_KIND_NAMES[CROWD_KIND_MAX] = { "whole name", "beginnings", "inside", "word order",
	"one letter", "two swapped", "Latin of Arabic", "Latin of Chinese", "Latin of Cyrillic", "Latin of Ethiopic",
	"Latin of Devanagari", "two characters", "organisation", "country", "registration ID" };

/* ---- chance ---- */

struct chance {
	uint64_t state;
};

static uint64_t next(struct chance *chance)
{
	uint64_t z = chance->state += 0x9E3779B97F4A7C15u;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

static size_t below(struct chance *chance, size_t n)
{
	return (size_t)((next(chance) >> 16) % n);
}

/* ---- names: "as written|Latin|other spellings" ---- */

#define N(list) (sizeof(list) / sizeof *(list))

static const char *const LATIN_GIVEN[] = { "Amélie", "José", "Łukasz", "Søren", "Zoë", "Conceição", "Jürgen",
	"Siobhán", "Ayşe", "Nguyệt", "Kwame", "Wanjiru", "Thandiwe", "Olivier", "Béatrice", "Sofía", "Andrés",
	"Ximena", "Marcus", "Charlotte", "Desmond", "Aaliyah", "Theodore", "Imani", "Rhys", "Margarethe", "Björn",
	"Ingrid", "Božena", "Željka", "Răzvan", "Ilinca", "László", "Erzsébet", "Chiara", "Niccolò", "Donatella",
	"Gonçalo", "Beatriz", "Sebastião", "Aminata", "Fatoumata", "Ibrahima", "Kouassi", "Ngozi", "Chinedu",
	"Tendai", "Naledi", "Sipho", "Juma", "Siti", "Budi", "Dewi", "Farah", "Leilani", "Sione", "Tevita", "Corazón",
	"Ramil", "Luzviminda" };
static const char *const LATIN_BEGIN[] = { "Van", "Kar", "Mon", "Del", "Fitz", "Ost", "Bran", "Hal", "Rosen", "Mar",
	"Castel", "Wolf", "Nor", "Sand", "Tor", "Berg", "Lind", "Oke", "Mba", "Nya", "Ruko", "Sema", "Tchou", "Fon",
	"Gal", "Péri", "Dvo", "Kova", "Szab", "Ila" };
static const char *const LATIN_MIDDLE[] = { "", "der", "ti", "ga", "le", "no", "chi", "mbu", "zi", "ro", "sha", "kwe",
	"la", "ni", "tu", "bo", "dé", "ku", "pe", "va" };
static const char *const LATIN_END[] = { "son", "ström", "mann", "ville", "rini", "ez", "escu", "ić", "ová", "wa",
	"moto", "ng", "dade", "ndi", "ford", "croft", "quist", "nen", "dóttir", "yan", "llo", "reau", "gues",
	"zadeh" };

static const char *const ARABIC_GIVEN[] = { "محمد|Mohammed|Muhammad,Mohamed,Mohamad", "أحمد|Ahmed|Ahmad",
	"فاطمة|Fatima|Fatma,Fatimah", "يوسف|Youssef|Yusuf,Yousef", "إبراهيم|Ibrahim|Ebrahim,Ibraheem",
	"خالد|Khalid|Khaled", "عائشة|Aisha|Aicha,Ayesha", "مريم|Mariam|Maryam,Meriem",
	"عبدالله|Abdullah|Abdallah,Abdulla", "حسين|Hussein|Hussain,Husayn", "سلمى|Salma|Selma",
	"طارق|Tariq|Tarek,Tareq", "نورة|Noura|Nora,Nourah", "جمال|Jamal|Gamal,Djamel", "شريف|Sharif|Cherif,Sherif",
	"كريم|Karim|Kareem", "زينب|Zainab|Zeinab,Zaynab", "منصور|Mansour|Mansoor", "رشيد|Rashid|Rachid,Rasheed",
	"سعيد|Saeed|Said,Saïd", "هشام|Hisham|Hicham,Hesham", "ليلى|Layla|Leila,Laila", "بلال|Bilal|Bilel",
	"مصطفى|Mustafa|Mostafa,Moustapha", "ياسمين|Yasmin|Yasmine,Jasmin", "صلاح|Salah|Saleh",
	"فيصل|Faisal|Faysal,Feisal", "قاسم|Qasim|Kassem,Kacem" };
static const char *const ARABIC_FAMILY[] = { "الزهراني|Al Zahrani|Alzahrani,Zahrani",
	"القحطاني|Al Qahtani|Alqahtani,Qahtani", "المنصوري|Al Mansoori|Almansouri,Mansouri", "حداد|Haddad|Hadad",
	"النجار|Al Najjar|Alnajjar,Najjar", "درويش|Darwish|Darwich", "الحسيني|Al Hussaini|Elhusseini,Husseini",
	"بن علي|Ben Ali|Bin Ali", "العلوي|El Alaoui|Alawi,Alaoui", "خليل|Khalil|Khaleel",
	"الشمري|Al Shammari|Alshammari,Shammari", "البلوشي|Al Balushi|Albalushi,Balushi", "قدورة|Kaddoura|Qaddoura",
	"المغربي|El Maghrabi|Almaghribi,Maghrebi", "الخطيب|Al Khatib|Elkhatib,Khatib",
	"سليمان|Suleiman|Soliman,Sulaiman", "الفاسي|El Fassi|Fassi,Alfasi", "بوعزيز|Bouaziz|Bou Aziz",
	"الكندي|Al Kindi|Alkindi,Kindi", "شاهين|Shaheen|Chahine,Shahin", "الدوسري|Al Dosari|Aldossary,Dosari",
	"الطيب|El Tayeb|Tayeb,Altayyib", "مراد|Murad|Mourad", "الغامدي|Al Ghamdi|Alghamdi,Ghamdi",
	"السبيعي|Al Subaie|Alsubaie,Subaie", "عزام|Azzam|Azam", "الهاشمي|Al Hashimi|Elhashemi,Hashemi",
	"بركات|Barakat|Baraket", "زيدان|Zidane|Zaidan,Zeidan", "العمري|Al Amri|Elomari,Omari" };

static const char *const CYRILLIC_GIVEN[] = { "Юрий|Yuriy|Yury,Yuri,Iouri", "Ольга|Olga",
	"Сергей|Sergey|Sergei,Serguei", "Елена|Elena|Yelena", "Михаил|Mikhail|Michail",
	"Наталья|Natalya|Natalia,Nataliya", "Алексей|Aleksey|Alexey,Alexei", "Дмитрий|Dmitriy|Dmitry,Dimitri",
	"Екатерина|Ekaterina|Yekaterina,Katerina", "Андрей|Andrey|Andrei", "Татьяна|Tatyana|Tatiana",
	"Николай|Nikolay|Nikolai", "Анастасия|Anastasiya|Anastasia", "Григорий|Grigoriy|Grigory",
	"Людмила|Lyudmila|Ludmila", "Евгений|Evgeniy|Evgeny,Yevgeniy", "Оксана|Oksana|Oxana", "Тимур|Timur",
	"Айгуль|Aigul|Aygul", "Богдан|Bogdan|Bohdan" };
static const char *const CYRILLIC_ROOT[] = { "Щербак|Shcherbak|Scherbak", "Кузнец|Kuznets", "Воробь|Vorob|Vorobi",
	"Ковальч|Kovalch", "Жук|Zhuk|Jouk", "Цветк|Tsvetk|Cvetk", "Чернышев|Chernyshev", "Яковл|Yakovl|Iakovl",
	"Хабаров|Khabarov|Habarov", "Шевч|Shevch|Chevtch", "Медвед|Medved", "Юсуп|Yusup|Iusup", "Лебед|Lebed",
	"Гончар|Gonchar", "Ермол|Ermol|Yermol", "Зайц|Zayts|Zaits", "Тарас|Taras", "Рахм|Rakhm|Rahm", "Садык|Sadyk",
	"Назар|Nazar", "Филип|Filip|Philip", "Борис|Boris", "Громык|Gromyk", "Орл|Orl", "Пуст|Pust", "Смирн|Smirn",
	"Турсун|Tursun", "Ульян|Ulyan|Ulian", "Фёдор|Fyodor|Fedor", "Эркин|Erkin" };
static const char *const CYRILLIC_END[] = { "ов|ov", "енко|enko", "ский|skiy", "ин|in", "ева|eva", "ук|uk",
	"ич|ich" };

static const char *const DEVANAGARI_GIVEN[] = { "राजेश|Rajesh", "सुनीता|Sunita|Suneeta", "अमित|Amit", "प्रिया|Priya",
	"विक्रम|Vikram", "लक्ष्मी|Lakshmi|Laxmi", "बिष्णु|Bishnu|Vishnu", "अनिल|Anil", "कविता|Kavita|Kavitha",
	"दीपक|Deepak|Dipak", "संजय|Sanjay", "मीना|Meena|Mina", "गणेश|Ganesh", "सीता|Sita|Seeta", "हरीश|Harish",
	"नवीन|Naveen|Navin", "पूजा|Pooja|Puja", "रमेश|Ramesh", "शांति|Shanti|Shanthi", "सुरेश|Suresh", "मनोज|Manoj",
	"आशा|Asha", "किरण|Kiran", "महेश|Mahesh" };
static const char *const DEVANAGARI_MIDDLE[] = { "कुमार|Kumar", "प्रसाद|Prasad", "देवी|Devi", "लाल|Lal", "नाथ|Nath",
	"बहादुर|Bahadur", "चंद्र|Chandra", "राम|Ram" };
static const char *const DEVANAGARI_FAMILY[] = { "शर्मा|Sharma", "श्रेष्ठ|Shrestha", "गुप्ता|Gupta", "सिंह|Singh",
	"अय्यर|Iyer|Ayyar", "पटेल|Patel", "वर्मा|Verma|Varma", "मिश्रा|Mishra|Misra", "थापा|Thapa", "जोशी|Joshi",
	"चौधरी|Chaudhary|Choudhary,Chowdhury", "देशमुख|Deshmukh", "कुलकर्णी|Kulkarni", "भट्टाराई|Bhattarai",
	"अधिकारी|Adhikari", "तिवारी|Tiwari", "पांडे|Pandey|Pande", "राणा|Rana", "यादव|Yadav", "सक्सेना|Saxena|Saksena",
	"त्रिपाठी|Tripathi", "नायर|Nair|Nayar", "मेहता|Mehta", "गुरुङ|Gurung" };

static const char *const ETHIOPIC_NAMES[] = { "ተስፋዬ|Tesfaye", "ሰላማዊት|Selamawit", "አበበ|Abebe", "ዮናስ|Yonas",
	"ትዕግስት|Tigist", "ዳዊት|Dawit|Daweet", "ማርታ|Marta|Martha", "ገብረመድህን|Gebremedhin", "ታደሰ|Tadesse|Tadese",
	"ኃይሌ|Haile|Hayle", "በቀለ|Bekele", "መኮንን|Mekonnen|Makonnen", "አለሙ|Alemu", "ወልደማርያም|Woldemariam|Weldemariam",
	"ሙሉጌታ|Mulugeta", "ብርሃኑ|Berhanu|Birhanu", "ከበደ|Kebede", "ግርማ|Girma", "ሐብታሙ|Habtamu", "ፍቅርተ|Fikirte|Fikerte",
	"ሶፊያ|Sofia|Sophia", "ተክለሃይማኖት|Teklehaimanot|Tekle Haymanot", "ደሳለኝ|Desalegn|Dessalegn", "አስቴር|Aster",
	"ጌታቸው|Getachew", "ለማ|Lemma|Lema", "ምንሊክ|Menelik", "ዘውዴ|Zewde|Zewdie", "ያሬድ|Yared", "ኤልያስ|Elias|Eliyas" };

static const char *const HAN_FAMILY[] = { "王|Wang", "李|Li", "张|Zhang", "刘|Liu", "陈|Chen", "杨|Yang", "赵|Zhao",
	"黄|Huang", "周|Zhou", "吴|Wu", "徐|Xu", "孙|Sun", "胡|Hu", "朱|Zhu", "高|Gao", "林|Lin", "何|He", "郭|Guo",
	"马|Ma", "罗|Luo", "梁|Liang", "宋|Song", "郑|Zheng", "谢|Xie", "韩|Han", "唐|Tang", "冯|Feng", "于|Yu",
	"董|Dong", "程|Cheng", "曹|Cao", "袁|Yuan", "邓|Deng", "许|Xu", "傅|Fu", "沈|Shen", "曾|Zeng", "彭|Peng",
	"欧阳|Ouyang", "司马|Sima" };
static const char *const HAN_GIVEN[] = { "伟|wei", "芳|fang", "娜|na", "敏|min", "静|jing", "丽|li", "强|qiang",
	"磊|lei", "军|jun", "洋|yang", "勇|yong", "艳|yan", "杰|jie", "娟|juan", "涛|tao", "明|ming", "超|chao",
	"秀|xiu", "霞|xia", "平|ping", "刚|gang", "桂|gui", "英|ying", "华|hua", "文|wen", "玉|yu", "建|jian",
	"国|guo", "春|chun", "梅|mei", "雪|xue", "晓|xiao", "小|xiao", "志|zhi", "海|hai", "鹏|peng", "飞|fei",
	"龙|long", "欣|xin", "怡|yi", "佳|jia", "天|tian", "宇|yu", "浩|hao", "然|ran", "梦|meng", "琪|qi", "云|yun",
	"波|bo", "辉|hui" };
static const char *const HANGUL_FAMILY[] = { "김|Kim", "이|Lee", "박|Park", "최|Choi", "정|Jeong", "강|Kang",
	"조|Cho", "윤|Yoon", "장|Jang", "임|Lim", "한|Han", "오|Oh" };
static const char *const HANGUL_GIVEN[] = { "민|min", "준|jun", "서|seo", "연|yeon", "지|ji", "훈|hun", "하|ha",
	"은|eun", "영|yeong", "수|su", "주|ju", "현|hyeon", "진|jin", "우|u", "경|gyeong", "미|mi", "나|na", "태|tae",
	"성|seong", "호|ho" };

static const char *const ENTITY_KINDS[] = { "Ministry of %s", "%s Telecom", "Université %s", "%s Networks",
	"Fundación %s", "%s Development Bank", "Agence %s du numérique", "%s Broadband Union", "Instituto %s",
	"شركة %s للاتصالات", "%s 通信集团", "%s телеком" };

/* ---- a person ---- */

/* One entry of a list: how it is written, and how it is spelled in a passport and by ear. */
struct spelled {
	const char *own, *latin, *heard;
};

static struct spelled spelled(struct arena *arena, const char *entry, struct chance *chance)
{
	char *copy = arena_dup(arena, entry), *rest = copy;
	struct spelled name = { .own = strsep(&rest, "|") };
	name.latin = name.heard = rest ? strsep(&rest, "|") : name.own;
	const char *others[4] = { name.latin };
	size_t n = 1;
	for (char *other; rest && n < N(others) && (other = strsep(&rest, ","));)
		others[n++] = other;
	name.heard = others[below(chance, n)];
	return name;
}

#define PICK(list) spelled(arena, (list)[below(chance, N(list))], chance)

/* Another entry than that one. */
static struct spelled another(
    struct arena *arena, const char *const *list, size_t n, struct chance *chance, struct spelled than)
{
	struct spelled name;
	do
		name = spelled(arena, list[below(chance, n)], chance);
	while (!strcmp(name.own, than.own));
	return name;
}

#define ANOTHER(list, than) another(arena, list, N(list), chance, than)

/* Puts the words of a name together, each in its three ways. */
static struct crowd_person named(
    struct arena *arena, struct spelled given, struct spelled family, const char *gap, bool family_first)
{
	struct crowd_person p = { .given = given.own, .family = family.own };
	p.display = family_first ? arena_printf(arena, "%s%s%s", family.own, gap, given.own)
				 : arena_printf(arena, "%s%s%s", given.own, gap, family.own);
	p.latin = arena_printf(arena, "%s %s", given.latin, family.latin);
	p.spoken = arena_printf(arena, "%s %s", given.heard, family.heard);
	return p;
}

static struct spelled joined(struct arena *arena, struct spelled one, const char *gap, struct spelled two)
{
	return (struct spelled){ arena_printf(arena, "%s%s%s", one.own, gap, two.own),
		arena_printf(arena, "%s%s%s", one.latin, gap, two.latin),
		arena_printf(arena, "%s%s%s", one.heard, gap, two.heard) };
}

/* Signs of a given name, and its Latin form as one word with a capital. */
static struct spelled signs(struct arena *arena, struct spelled name)
{
	char *latin = arena_dup(arena, name.latin);
	*latin = (char)toupper((unsigned char)*latin);
	name.latin = name.heard = latin;
	return name;
}

static struct crowd_person latin_name(struct arena *arena, struct chance *chance)
{
	const char *family = arena_printf(arena, "%s%s%s", LATIN_BEGIN[below(chance, N(LATIN_BEGIN))],
	    LATIN_MIDDLE[below(chance, N(LATIN_MIDDLE))], LATIN_END[below(chance, N(LATIN_END))]);
	const char *given = LATIN_GIVEN[below(chance, N(LATIN_GIVEN))];
	struct crowd_person p = { .given = given, .family = family, .latin = "", .spoken = "" };
	p.display = arena_printf(arena, "%s %s", given, family);
	return p;
}

static struct crowd_person arabic_name(struct arena *arena, struct chance *chance)
{
	struct spelled given = PICK(ARABIC_GIVEN), family = PICK(ARABIC_FAMILY);
	if (below(chance, 2))
		given = joined(arena, given, " ", ANOTHER(ARABIC_GIVEN, given));
	return named(arena, given, family, " ", false);
}

static struct crowd_person chinese_name(struct arena *arena, struct chance *chance)
{
	struct spelled family = PICK(HAN_FAMILY), given = PICK(HAN_GIVEN);
	if (below(chance, 3))
		given = joined(arena, given, "", PICK(HAN_GIVEN));
	return named(arena, signs(arena, given), family, "", true);
}

static struct crowd_person korean_name(struct arena *arena, struct chance *chance)
{
	struct spelled family = PICK(HANGUL_FAMILY), given = PICK(HANGUL_GIVEN);
	return named(arena, signs(arena, joined(arena, given, "", PICK(HANGUL_GIVEN))), family, "", true);
}

static struct crowd_person cyrillic_name(struct arena *arena, struct chance *chance)
{
	struct spelled given = PICK(CYRILLIC_GIVEN), root = PICK(CYRILLIC_ROOT);
	return named(arena, given, joined(arena, root, "", PICK(CYRILLIC_END)), " ", false);
}

static struct crowd_person devanagari_name(struct arena *arena, struct chance *chance)
{
	struct spelled given = PICK(DEVANAGARI_GIVEN);
	if (below(chance, 2))
		given = joined(arena, given, " ", PICK(DEVANAGARI_MIDDLE));
	return named(arena, given, PICK(DEVANAGARI_FAMILY), " ", false);
}

static struct crowd_person ethiopic_name(struct arena *arena, struct chance *chance)
{
	struct spelled given = PICK(ETHIOPIC_NAMES), father = ANOTHER(ETHIOPIC_NAMES, given);
	if (below(chance, 2))
		father = joined(arena, father, " ", ANOTHER(ETHIOPIC_NAMES, father));
	return named(arena, given, father, " ", false);
}

enum script { LATIN, ARABIC, CHINESE, CYRILLIC, ETHIOPIC, DEVANAGARI, KOREAN };
static struct crowd_person (*const NAMES[])(struct arena *, struct chance *) = { latin_name, arabic_name,
	chinese_name, cyrillic_name, ethiopic_name, devanagari_name, korean_name };
/* Of twenty. */
static const enum script SCRIPTS[] = { LATIN, LATIN, LATIN, LATIN, LATIN, LATIN, LATIN, LATIN, ARABIC, ARABIC, ARABIC,
	CHINESE, CHINESE, CHINESE, CYRILLIC, CYRILLIC, ETHIOPIC, DEVANAGARI, DEVANAGARI, KOREAN };

static enum script script_of(size_t i)
{
	return SCRIPTS[i % N(SCRIPTS)];
}

/* One organisation for about forty people. */
static void employ(struct arena *arena, size_t i, struct crowd_person *p)
{
	enum { OF_ONE = 40 };
	struct chance chance = { .state = i / OF_ONE * 7919 + 5 };
	size_t n;
	const struct country *countries = country_all(&n);
	const char *word = arena_printf(arena, "%s%s%s", LATIN_BEGIN[below(&chance, N(LATIN_BEGIN))],
	    LATIN_MIDDLE[below(&chance, N(LATIN_MIDDLE))], LATIN_END[below(&chance, N(LATIN_END))]);
	const char *kind = ENTITY_KINDS[below(&chance, N(ENTITY_KINDS))], *gap = strstr(kind, "%s");
	p->entity = arena_printf(arena, "%.*s%s%s", (int)(gap - kind), kind, word, gap + 2);
	p->entity_type = "private_sector";
	p->country = countries[below(&chance, n)].alpha3;
}

struct crowd_person crowd_person(struct arena *arena, size_t i)
{
	struct chance chance = { .state = i * 2654435761u + 99 };
	struct crowd_person p = NAMES[script_of(i)](arena, &chance);
	if (below(&chance, 2))
		p.latin = "";
	p.registration_id = arena_printf(arena, "P-%06zu", i + 1);
	employ(arena, i, &p);
	return p;
}

/* ---- questions ---- */

/* Letters of a text: where each begins. */
static size_t letters(const char *text, size_t starts[256])
{
	size_t n = 0;
	for (size_t i = 0; text[i] && n < 255; i++)
		if (((unsigned char)text[i] & 0xC0) != 0x80)
			starts[n++] = i;
	starts[n] = strlen(text);
	return n;
}

static const char *part(struct arena *arena, const char *text, size_t from, size_t to)
{
	size_t starts[256], n = letters(text, starts);
	to = to < n ? to : n;
	return arena_copy(arena, text + starts[from], starts[to] - starts[from]);
}

static size_t count(const char *text)
{
	size_t starts[256];
	return letters(text, starts);
}

/* A letter in the middle goes wrong: another, none, one more. */
static const char *mistype(struct arena *arena, struct chance *chance, const char *word)
{
	size_t n = count(word), at = 1 + below(chance, n - 1);
	const char *head = part(arena, word, 0, at), *tail = part(arena, word, at, n),
		   *rest = part(arena, word, at + 1, n);
	const char *kinds[] = { rest, arena_printf(arena, "e%s", rest), arena_printf(arena, "r%s", tail) };
	return arena_printf(arena, "%s%s", head, kinds[below(chance, N(kinds))]);
}

static const char *swap(struct arena *arena, struct chance *chance, const char *word)
{
	size_t n = count(word), at = below(chance, n - 1);
	return arena_printf(arena, "%s%s%s%s", part(arena, word, 0, at), part(arena, word, at + 1, at + 2),
	    part(arena, word, at, at + 1), part(arena, word, at + 2, n));
}

static const char *lower(struct arena *arena, const char *text)
{
	char *copy = arena_dup(arena, text);
	for (char *c = copy; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return copy;
}

static const char *ask_country(struct arena *arena, struct chance *chance, const struct crowd_person *p)
{
	static const char *const LANGUAGES[] = { "en", "fr", "es", "ar", "ru", "zh" };
	return arena_printf(arena, "%s %s", p->display,
	    country_name(country_find(p->country), LANGUAGES[below(chance, N(LANGUAGES))]));
}

static const char *ask_id(struct arena *arena, struct chance *chance, const struct crowd_person *p)
{
	const char *plain = arena_printf(arena, "P%s", p->registration_id + 2);
	const char *ways[] = { p->registration_id, lower(arena, p->registration_id), plain, lower(arena, plain) };
	return ways[below(chance, N(ways))];
}

/* The word of an organisation that is its own. */
static const char *own_word(struct arena *arena, const struct crowd_person *p)
{
	char *copy = arena_dup(arena, p->entity), *rest = copy;
	const char *best = copy;
	for (char *word; (word = strsep(&rest, " "));)
		for (size_t i = 0; i < N(LATIN_BEGIN); i++)
			if (!strncmp(word, LATIN_BEGIN[i], strlen(LATIN_BEGIN[i])) &&
			    strcmp(word, "Development") != 0)
				best = word;
	return best;
}

static const char *ask(struct arena *arena, struct chance *chance, enum crowd_kind kind, const struct crowd_person *p)
{
	size_t given = count(p->given), family = count(p->family);
	switch (kind) {
	case CROWD_FRAGMENT:
		return arena_printf(arena, "%s %s", lower(arena, part(arena, p->given, 0, (given * 3 + 3) / 4)),
		    part(arena, p->family, 0, (family * 3 + 3) / 4));
	case CROWD_INSIDE:
		return arena_printf(arena, "%s %s", p->given, part(arena, p->family, 1, family));
	case CROWD_ORDER:
		return arena_printf(arena, "%s %s", p->family, p->given);
	case CROWD_TYPO:
		return arena_printf(arena, "%s %s", p->given, mistype(arena, chance, p->family));
	case CROWD_SWAPPED:
		return arena_printf(arena, "%s %s", p->given, swap(arena, chance, p->family));
	case CROWD_ARABIC:
	case CROWD_CHINESE:
	case CROWD_CYRILLIC:
	case CROWD_ETHIOPIC:
	case CROWD_DEVANAGARI:
		return lower(arena, p->spoken);
	case CROWD_ENTITY:
		return arena_printf(arena, "%s %s", p->display, own_word(arena, p));
	case CROWD_COUNTRY:
		return ask_country(arena, chance, p);
	case CROWD_ID:
		return ask_id(arena, chance, p);
	default:
		return p->display;
	}
}

/* Is the person one whom such a question may be about? */
static bool suits(enum crowd_kind kind, size_t i, const struct crowd_person *p)
{
	static const enum script OF[CROWD_KIND_MAX] = { [CROWD_ARABIC] = ARABIC,
		[CROWD_CHINESE] = CHINESE,
		[CROWD_CYRILLIC] = CYRILLIC,
		[CROWD_ETHIOPIC] = ETHIOPIC,
		[CROWD_DEVANAGARI] = DEVANAGARI,
		[CROWD_TWO_SIGNS] = CHINESE };
	if (kind == CROWD_TWO_SIGNS && count(p->display) != 2)
		return false;
	if (kind == CROWD_TYPO || kind == CROWD_SWAPPED || kind == CROWD_INSIDE)
		return script_of(i) == LATIN && count(p->family) >= 6;
	return !OF[kind] || OF[kind] == script_of(i);
}

struct crowd_question crowd_question(struct arena *arena, size_t q, size_t people)
{
	struct chance chance = { .state = q * 31 + 17 };
	struct crowd_question question = { .kind = (enum crowd_kind)(q % CROWD_KIND_MAX) };
	struct crowd_person p;
	do {
		question.person = below(&chance, people);
		p = crowd_person(arena, question.person);
	} while (!suits(question.kind, question.person, &p));
	question.text = ask(arena, &chance, question.kind, &p);
	return question;
}

bool crowd_is_answer(
    const struct crowd_question *question, const struct crowd_person *meant, const struct crowd_person *found)
{
	if (strcmp(meant->display, found->display) != 0)
		return false;
	if (question->kind == CROWD_ENTITY)
		return !strcmp(meant->entity, found->entity);
	if (question->kind == CROWD_COUNTRY)
		return !strcmp(meant->country, found->country);
	return question->kind != CROWD_ID || !strcmp(meant->registration_id, found->registration_id);
}
