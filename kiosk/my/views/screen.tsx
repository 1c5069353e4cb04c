// My day: the list, the way to what was tapped, and how it gets into a calendar.
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../common/text/t.ts";
import { Icon } from "../../common/ui/icon.tsx";
import { LanguageRow } from "../../common/ui/languages.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { OwnList } from "../../common/ui/own.tsx";
import { Way } from "../../common/ui/plan.tsx";
import { Strip } from "../../common/ui/strip.tsx";
import type { OwnAgenda } from "../../common/wire/venue.ts";
import { chosen, isGone, mine, minute, plan, roomOf } from "../store.ts";

export function Screen(): VNode {
	const own = mine.value;
	return (
		<div class="screen">
			<header class="head">
				<h1>{own === null ? t("my.title") : <Bdi text={own.name.display} />}</h1>
				<LanguageRow />
			</header>
			<main class="page">
				{isGone.value ? <p class="gone" role="alert">{t("my.gone")}</p> : own === null ? <p role="status">{t("my.wait")}</p> : <Day own={own} />}
			</main>
			<Strip />
		</div>
	);
}

function Day({ own }: { own: OwnAgenda }): VNode {
	const session = chosen.value;
	const room = session === null ? undefined : roomOf(session.expected_room);
	const way = useRef<HTMLElement>(null);
	// What was tapped may stand far below the way to it.
	useEffect(() => way.current?.scrollIntoView({ block: "start" }), [session?.id]);
	return (
		<>
			{room !== undefined && (
				<section ref={way} class="chosen" aria-label={t("my.way")}>
					<Way room={room} plan={plan.value} here={null} />
					<a class="chosen-close" href="#">{t("my.close")}</a>
				</section>
			)}
			<OwnList items={own.items} now={minute.value} roomOf={roomOf} addressOf={({ id }) => `#${id}`} />
			<Calendar path={own.calendar} />
		</>
	);
}

/** Phones subscribe by webcal:, others take the file. */
function Calendar({ path }: { path: string }): VNode {
	return (
		<section class="calendar">
			<a class="calendar-add" href={`webcal://${location.host}${path}`}><Icon name="calendar" /><span>{t("my.subscribe")}</span></a>
			<a class="calendar-file" href={path}>{t("my.file")}</a>
			<p>{t("my.private")}</p>
		</section>
	);
}
