/* The lists behind vocabulary.h. A change of a list is a change of one row here. */
#include "domain/vocabulary.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The Coalition's own list, in its order; each line stands for more than its short word (local authorities,
 * philanthropy, development banks …). */
const struct word ENTITY_TYPES[] = {
	{ "government", { "Government", "Gouvernement", "Gobierno", "حكومة", "Правительство", "政府" } },
	{ "private_sector",
	    { "Private sector", "Secteur privé", "Sector privado", "القطاع الخاص", "Частный сектор", "私营部门" } },
	{ "un_igo", { "UN system, international or regional organization",
			"Système des Nations Unies, organisation internationale ou régionale",
			"Sistema de las Naciones Unidas, organización internacional o regional",
			"منظومة الأمم المتحدة أو منظمة دولية أو إقليمية",
			"Система ООН, международная или региональная организация", "联合国系统、国际或区域组织" } },
	{ "civil_society", { "Civil society", "Société civile", "Sociedad civil", "المجتمع المدني",
			       "Гражданское общество", "民间团体" } },
	{ "academia", { "Academia and research", "Établissements universitaires et recherche",
			  "Instituciones académicas e investigación", "الأوساط الأكاديمية ومعاهد البحوث",
			  "Академические и исследовательские организации", "学术和研究机构" } },
	{ "youth", { "Youth group", "Groupe de jeunes", "Grupo de jóvenes", "مجموعة شبابية", "Молодежная группа",
		       "青年团体" } },
	{ "media",
	    { "Media and entertainment", "Médias et divertissement", "Medios de comunicación y entretenimiento",
		"وسائط الإعلام والترفيه", "СМИ и индустрия развлечений", "媒体和娱乐" } },
};
const size_t ENTITY_TYPES_N = COUNT(ENTITY_TYPES);

const struct word PLEDGE_TYPES[] = {
	{ "financial", { "Financial", "Financier", "Financiero", "مالي", "Финансовое", "资金" } },
	{ "policy", { "Policy", "Politique", "Política", "سياساتي", "Политика и регулирование", "政策" } },
	{ "advocacy", { "Advocacy", "Promotion", "Promoción", "ترويجي", "Информационное", "宣传" } },
	{ "programmatic", { "Programmatic", "Programmes", "Programático", "برنامجي", "Программное", "计划" } },
};
const size_t PLEDGE_TYPES_N = COUNT(PLEDGE_TYPES);

const struct initiative_region INITIATIVE_REGIONS[] = {
	{ "AFR", "Africa" },
	{ "AMS", "Americas" },
	{ "ARB", "Arab States" },
	{ "ASP", "Asia and the Pacific" },
	{ "CIS", "CIS" },
	{ "EUR", "Europe" },
};
const size_t INITIATIVE_REGIONS_N = COUNT(INITIATIVE_REGIONS);

bool initiative_is_known(const char *code)
{
	for (size_t i = 0; i < INITIATIVE_REGIONS_N; i++) {
		size_t len = strlen(INITIATIVE_REGIONS[i].code);
		if (strncmp(code, INITIATIVE_REGIONS[i].code, len) == 0)
			return code[len] >= '1' && code[len] <= '0' + INITIATIVES_OF_REGION && !code[len + 1];
	}
	return false;
}

static const char *const PARTICIPANT_ROLES[] = { "head_of_delegation", "speaker", "cochair", "moderator", "signatory",
	"press", "staff" };
static const char *const LANGUAGES[VOCABULARY_LANGUAGES] = { "en", "fr", "es", "ar", "ru", "zh" };

static bool stands_in(const char *text, const char *const list[], size_t n)
{
	for (size_t i = 0; text && i < n; i++)
		if (!strcmp(list[i], text))
			return true;
	return false;
}

static const struct word *word_find(const struct word *words, size_t n, const char *key)
{
	for (size_t i = 0; key && i < n; i++)
		if (!strcmp(words[i].key, key))
			return &words[i];
	return NULL;
}

const struct word *entity_type_find(const char *key)
{
	return word_find(ENTITY_TYPES, ENTITY_TYPES_N, key);
}

const struct word *pledge_type_find(const char *key)
{
	return word_find(PLEDGE_TYPES, PLEDGE_TYPES_N, key);
}

bool participant_role_is_known(const char *role)
{
	return stands_in(role, PARTICIPANT_ROLES, COUNT(PARTICIPANT_ROLES));
}

bool language_is_official(const char *code)
{
	return stands_in(code, LANGUAGES, VOCABULARY_LANGUAGES);
}

/* Names as the Coalition publishes them; the letter of ADOPTION is its second, since A is taken. */
const struct focus_area_words FOCUS_AREAS[] = {
	{ "access", "A", { "ACCESS", "ACCÈS", "ACCESO", "النفاذ", "ДОСТУП", "接入" },
	    { "Connecting people everywhere", "Connecter les populations partout dans le monde",
		"Conectar a las personas en todas partes", "توصيل الناس في كل مكان", "Подключение людей повсюду",
		"连接世界各地的人们" } },
	{ "adoption", "D", { "ADOPTION", "ADOPTION", "ADOPCIÓN", "الاعتماد", "ВНЕДРЕНИЕ", "采用" },
	    { "Empowering communities", "Autonomiser les communautés", "Empoderar a las comunidades",
		"تمكين المجتمعات", "Расширение возможностей сообществ", "赋能社区" } },
	{ "value_creation", "V",
	    { "VALUE CREATION", "CRÉATION DE VALEUR", "CREACIÓN DE VALOR", "خلق القيمة", "СОЗДАНИЕ ЦЕННОСТИ",
		"价值创造" },
	    { "Building digital ecosystems", "Instaurer des écosystèmes numériques", "Crear ecosistemas digitales",
		"بناء النظم الإيكولوجية الرقمية", "Построение цифровых экосистем", "构建数字生态系统" } },
	{ "accelerate", "C", { "ACCELERATE", "ACCÉLÉRER", "ACELERAR", "التعجيل", "УСКОРЕНИЕ", "加速" },
	    { "Incentivizing investments", "Encourager les investissements", "Incentivar las inversiones",
		"تحفيز الاستثمارات", "Стимулирование инвестиций", "激励投资" } },
};
const size_t FOCUS_AREAS_N = COUNT(FOCUS_AREAS);
