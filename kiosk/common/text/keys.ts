// Every message key there is, taken from the English catalogues, so that a misspelt key does not compile.
import type admin from "../../messages/en/admin.json";
import type agenda from "../../messages/en/agenda.json";
import type ceremony from "../../messages/en/ceremony.json";
import type common from "../../messages/en/common.json";
import type desk from "../../messages/en/desk.json";
import type door from "../../messages/en/door.json";
import type groups from "../../messages/en/groups.json";
import type hall from "../../messages/en/hall.json";
import type lectern from "../../messages/en/lectern.json";
import type screens from "../../messages/en/screens.json";
import type sign from "../../messages/en/sign.json";
import type mine from "../../messages/en/mine.json";
import type moderator from "../../messages/en/moderator.json";
import type reports from "../../messages/en/reports.json";
import type readback from "../../messages/en/readback.json";
import type my from "../../messages/en/my.json";
import type offline from "../../messages/en/offline.json";
import type entities from "../../messages/en/entities.json";
import type journal from "../../messages/en/journal.json";
import type privacy from "../../messages/en/privacy.json";
import type planner from "../../messages/en/planner.json";
import type pledge from "../../messages/en/pledge.json";
import type signing from "../../messages/en/signing.json";
import type start from "../../messages/en/start.json";
import type trust from "../../messages/en/trust.json";

export type Key =
	| keyof typeof admin
	| keyof typeof agenda
	| keyof typeof ceremony
	| keyof typeof common
	| keyof typeof desk
	| keyof typeof door
	| keyof typeof groups
	| keyof typeof hall
	| keyof typeof lectern
	| keyof typeof screens
	| keyof typeof sign
	| keyof typeof mine
	| keyof typeof moderator
	| keyof typeof my
	| keyof typeof offline
	| keyof typeof planner
	| keyof typeof entities
	| keyof typeof journal
	| keyof typeof privacy
	| keyof typeof pledge
	| keyof typeof reports
	| keyof typeof readback
	| keyof typeof signing
	| keyof typeof start
	| keyof typeof trust;
