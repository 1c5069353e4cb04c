// The list of screens, in two groups: open to all, and behind the sign-in.
import type { VNode } from "preact";
import { catalogue } from "../../common/net/catalogue.ts";
import { words } from "../../common/text/format.ts";
import { t, type Key } from "../../common/text/t.ts";
import { Icon, type IconName } from "../../common/ui/icon.tsx";
import { LanguageRow } from "../../common/ui/languages.tsx";
import { Bdi } from "../../common/ui/name.tsx";

interface Door { href: string; icon: IconName; title: Key; what: Key }

const OPEN: readonly Door[] = [
	{ href: "/kiosk", icon: "calendar", title: "start.kiosk", what: "start.kiosk.what" },
	{ href: "/hall", icon: "screen", title: "start.hall", what: "start.hall.what" },
];
const STAFF: readonly Door[] = [
	{ href: "/desk", icon: "person", title: "start.desk", what: "start.desk.what" },
	{ href: "/door", icon: "door", title: "start.door", what: "start.door.what" },
	{ href: "/moderator", icon: "mic", title: "start.moderator", what: "start.moderator.what" },
	{ href: "/ceremony", icon: "pen", title: "start.ceremony", what: "start.ceremony.what" },
	{ href: "/signing", icon: "pen", title: "start.signing", what: "start.signing.what" },
	{ href: "/admin", icon: "sheet", title: "start.admin", what: "start.admin.what" },
];

export function StartView(): VNode {
	const day = catalogue.value?.day;
	return (
		<div class="page">
			<header class="page-head"><LanguageRow /></header>
			<main class="page-main">
				<div class="page-title">
					<h1>{day === undefined ? t("start.title") : words(day.title)}</h1>
					<p class="page-lead">{day !== undefined && <><Bdi text={day.place} /> · </>}{t("start.lead")}</p>
				</div>
				<Doors title={t("start.public")} doors={OPEN} />
				<Doors title={t("start.staff")} doors={STAFF} />
				<p class="page-links">
					<a href="/login">{t("start.signin")}</a>
					<a href="/trust">{t("start.trust")}</a>
					<a href="/agenda.ics">{t("start.calendar")}</a>
				</p>
			</main>
		</div>
	);
}

function Doors({ title, doors }: { title: string; doors: readonly Door[] }): VNode {
	return (
		<section>
			<h2>{title}</h2>
			<ul role="list" class="doors">
				{doors.map((door) => (
					<li key={door.href}>
						<a class="door" href={door.href}>
							<Icon name={door.icon} />
							<span>
								<b>{t(door.title)}</b>
								<span class="door-what">{t(door.what)}</span>
							</span>
							<Icon name="forward" />
						</a>
					</li>
				))}
			</ul>
		</section>
	);
}
