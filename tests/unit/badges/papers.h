/* Documents that several tests print: a declaration in the six official languages, signatories and pledges by the
 * number. Not real ones. */
#ifndef P2C_TESTS_UNIT_BADGES_PAPERS_H
#define P2C_TESTS_UNIT_BADGES_PAPERS_H

#include "badges/evidence.h"
#include "badges/pledge_list.h"
#include "badges/register.h"
#include "badges/slips.h"

#include <math.h>
#include <stdio.h>

#define HASH "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

enum { TEXT_EN, TEXT_FR, TEXT_ES, TEXT_AR, TEXT_RU, TEXT_ZH, TEXTS };

static const struct register_text TEXTS_OF_DECLARATION[TEXTS] = {
	[TEXT_EN] = { "en", "Kigali Declaration on Digital Coalition",
	    "We, the signatories, meeting in Kigali on 9 June 2022,\n\n"
	    "Recognizing that a third of humanity remains offline and that meaningful connectivity is a condition of "
	    "development, of education, of health and of dignity;\n\n"
	    "Recalling the Partner2Connect Action Framework and its four focus areas;\n\n"
	    "1. Launch the Digital Coalition and commit ourselves to report every year on what we have pledged.\n"
	    "2. Invite all Members, companies and organizations of goodwill to join it.\n"
	    "3. Request the secretariat to keep the register of pledges open to everybody." },
	[TEXT_FR] = { "fr", "Déclaration de Kigali sur la Coalition numérique",
	    "Nous, signataires, réunis à Kigali le 9 juin 2022,\n\nReconnaissant qu'un tiers de l'humanité reste "
	    "hors "
	    "ligne;\n\n1. Lançons la Coalition numérique et nous engageons à rendre compte chaque année." },
	[TEXT_ES] = { "es", "Declaración de Kigali sobre la Coalición Digital",
	    "Nosotros, los firmantes, reunidos en Kigali el 9 de junio de 2022,\n\n1. Lanzamos la Coalición "
	    "Digital." },
	[TEXT_AR] = { "ar", "إعلان كيغالي بشأن التحالف الرقمي",
	    "نحن الموقعين أدناه، المجتمعين في كيغالي في 9 يونيو 2022،\n\nإذ ندرك أن ثلث البشرية لا يزال غير موصول "
	    "بالإنترنت وأن التوصيلية المجدية شرط من شروط التنمية والتعليم والصحة والكرامة؛\n\n1. نطلق التحالف الرقمي "
	    "ونلتزم بتقديم تقرير سنوي عن التعهدات.\n2. ندعو جميع الأعضاء والشركات والمنظمات إلى الانضمام إليه." },
	[TEXT_RU] = { "ru", "Кигалийская декларация о Цифровой коалиции",
	    "Мы, подписавшие настоящую декларацию, собравшись в Кигали 9 июня 2022 года,\n\n1. Учреждаем Цифровую "
	    "коалицию и обязуемся ежегодно отчитываться о своих обязательствах." },
	[TEXT_ZH] = { "zh", "数字联盟基加利宣言",
	    "我们，签署方，于2022年6月9日在基加利举行会议，\n\n认识到三分之一的人类仍处于离线状态，有意义的连通性是发"
	    "展、"
	    "教育、卫生和尊严的条件；\n\n1. 启动数字联盟，并承诺每年报告我们所作的承诺。" },
};

enum { INK_STROKES = 3, INK_POINTS = 60 };

/* What a tablet sends of a hand: loops that move to the right. */
static struct ink_point INK_POINTS_OF[INK_STROKES][INK_POINTS];
static struct ink_stroke INK_STROKES_OF[INK_STROKES];

static inline struct ink sample_ink(void)
{
	for (int s = 0; s < INK_STROKES; s++) {
		for (int i = 0; i < INK_POINTS; i++) {
			double t = i * 0.35, x = 40 + s * 130 + i * 2.6, y = 100 + 40 * sin(t) * exp(-t / 25) + s * 9;
			INK_POINTS_OF[s][i] =
			    (struct ink_point){ (float)(x + 14 * cos(t)), (float)y, 0, (uint32_t)i * 8 };
		}
		INK_STROKES_OF[s] = (struct ink_stroke){ INK_POINTS_OF[s], INK_POINTS };
	}
	return (struct ink){ INK_STROKES_OF, INK_STROKES };
}

#define THE_PAPER                                                                                                    \
	{                                                                                                            \
		.language = "en", .day_title = "Partner2Connect · Kigali, 7–9 June 2022",                            \
		.made_at = "9 June 2022, 17:42 CAT", .made_iso = "2022-06-09T15:42:00Z", .seq = 48213, .hash = HASH  \
	}

static const struct register_signatory SIGNATORIES[] = {
	{ .number = "1",
	    .language = "fr",
	    .entity = "République du Rwanda",
	    .country = "Rwanda",
	    .name = "Théogène Uwimana",
	    .title = "Minister of ICT and Innovation",
	    .authority = "Full powers seen by A. Ingabire",
	    .signed_at = "9 June 2022, 17:21:08",
	    .hash = HASH },
	{ .number = "2",
	    .language = "ar",
	    .entity = "المملكة العربية السعودية",
	    .country = "Saudi Arabia",
	    .name = "عبد العزيز بن محمد",
	    .title = "محافظ هيئة الاتصالات",
	    .authority = "Full powers seen by A. Ingabire",
	    .signed_at = "9 June 2022, 17:22:31",
	    .statement = "The Kingdom understands paragraph 2 in the light of its "
			 "national legislation, which prevails where the two differ, and reserves its position on "
			 "reporting intervals "
			 "shorter than one year.",
	    .hash = HASH },
	{ .number = "3",
	    .language = "zh",
	    .entity = "中华人民共和国工业和信息化部",
	    .country = "China",
	    .name = "王小明",
	    .title = "副部长",
	    .authority = "Ex officio",
	    .signed_at = "9 June 2022, 17:24:02",
	    .means = REGISTER_PAPER,
	    .badge = "6KD7-R8B",
	    .hash = HASH },
	{ .number = "4",
	    .language = "ru",
	    .entity = "Министерство цифрового развития",
	    .country = "Kazakhstan",
	    .name = "Екатерина Щербакова",
	    .title = "Заместитель министра",
	    .authority = "Letter of 2 June 2022",
	    .signed_at = "9 June 2022, 17:26:40",
	    .hash = HASH },
	{ .number = "5",
	    .language = "hi",
	    .entity = "भारतीय दूरसंचार विभाग",
	    .country = "India",
	    .name = "कृष्णा त्रिपाठी",
	    .title = "Joint Secretary",
	    .authority = "Full powers seen by A. Ingabire",
	    .signed_at = "10 June 2022, 09:02:11",
	    .part = REGISTER_LATE,
	    .hash = HASH },
	{ .number = "6",
	    .language = "en",
	    .entity = "Republic of Nowhere",
	    .country = "Nowhere",
	    .name = "Ana Nemo",
	    .title = "Ambassador",
	    .authority = "Announced, did not attend",
	    .part = REGISTER_ABSENT },
};

enum { SIGNATORIES_N = sizeof SIGNATORIES / sizeof *SIGNATORIES };

/* As many rows as wanted: the samples in turn, those on a tablet with their ink. */
static inline void fill_signatories(struct register_signatory *rows, size_t n)
{
	struct ink ink = sample_ink();
	for (size_t i = 0; i < n; i++) {
		rows[i] = SIGNATORIES[i % SIGNATORIES_N];
		rows[i].ink =
		    rows[i].means == REGISTER_TABLET && rows[i].part != REGISTER_ABSENT ? ink : (struct ink){ 0 };
	}
}

static inline struct register_data sample_register(struct register_signatory *rows, size_t n)
{
	fill_signatories(rows, n);
	return (struct register_data){ .paper = THE_PAPER,
		.texts = TEXTS_OF_DECLARATION,
		.n_texts = TEXTS,
		.version = "3",
		.text_hash = HASH,
		.signatories = rows,
		.n_signatories = n,
		.launched_at = "9 June 2022, 17:30:00 CAT" };
}

static const struct pledge_list_pledger PLEDGERS[] = {
	{ "Ministry of ICT and Innovation", "Rwanda", false },
	{ "هيئة الفضاء والتقنية", "Saudi Arabia", true },
	{ "Агентство связи", "Kazakhstan", false },
	{ "工业和信息化部", "China", false },
	{ "GSMA", "United Kingdom", false },
};

static const char *const BENEFICIARIES[] = { "Rwanda", "Burundi", "United Republic of Tanzania", "Lesotho" };

static const struct pledge_list_row PLEDGES[] = {
	{ .state = "confirmed",
	    .type = "financial",
	    .focus_areas = 1,
	    .language = "en",
	    .title = "Backbone and last-mile fund for 42 districts",
	    .amount = "25000000",
	    .currency = "CHF",
	    .usd = 27800000,
	    .pledgers = PLEDGERS,
	    .n_pledgers = 1,
	    .countries = BENEFICIARIES,
	    .n_countries = 4 },
	{ .state = "heard",
	    .type = "policy",
	    .focus_areas = 6,
	    .language = "fr",
	    .title = "Réforme du régime de licences sous 18 mois",
	    .pledgers = PLEDGERS + 2,
	    .n_pledgers = 1,
	    .countries = BENEFICIARIES,
	    .n_countries = 1 },
	{ .state = "signed",
	    .type = "programmatic",
	    .focus_areas = 9,
	    .language = "ar",
	    .title = "منح لتوصيل 1200 مدرسة",
	    .amount = "1200000000.50",
	    .currency = "XOF",
	    .usd = 1930000,
	    .pledgers = PLEDGERS,
	    .n_pledgers = 5,
	    .countries = BENEFICIARIES,
	    .n_countries = 2 },
	{ .state = "published",
	    .type = "advocacy",
	    .focus_areas = 15,
	    .language = "zh",
	    .title = "面向 30 个地区的骨干网和最后一公里基金",
	    .amount = "300000000",
	    .currency = "CNY",
	    .usd = 42000000,
	    .pledgers = PLEDGERS + 3,
	    .n_pledgers = 2,
	    .countries = BENEFICIARIES,
	    .n_countries = 3 },
	{ .state = "submitted",
	    .type = "financial",
	    .focus_areas = 12,
	    .language = "ru",
	    .title = "Гранты на подключение 120 школ",
	    .amount = "90000000",
	    .currency = "KZT",
	    .usd = 200000,
	    .pledgers = PLEDGERS + 1,
	    .n_pledgers = 3,
	    .countries = BENEFICIARIES,
	    .n_countries = 0 },
};

static inline struct pledge_list_data sample_pledges(struct pledge_list_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		rows[i] = PLEDGES[i % (sizeof PLEDGES / sizeof *PLEDGES)];
		rows[i].number = (int64_t)i + 1;
	}
	return (struct pledge_list_data){ .paper = THE_PAPER,
		.scope = "All pledges of the day, by number",
		.confirmed = { 212, 18550000000 },
		.heard = { 31, 1240500000 },
		.rows = rows,
		.n_rows = n };
}

static const struct evidence_count COUNTS[] = { { "Pledges confirmed", "212" }, { "Pledges heard", "31" },
	{ "Signatures", "187" }, { "Journal entries since the opening", "48,213" } };

static const struct evidence_data EVIDENCE = { .paper = THE_PAPER,
	.session = "Signing ceremony of the Digital Coalition",
	.closed_at = "9 June 2022, 17:40 CAT",
	.counts = COUNTS,
	.n_counts = 4,
	.signers = { "For the secretariat of the Union", "For the host country" } };

static const struct slips_data SLIPS = { .paper = THE_PAPER,
	.prefix = "P2C-",
	.first = 40,
	.count = 7,
	.session = "Round table 3: connecting people everywhere" };

#endif
