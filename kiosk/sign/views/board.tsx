// The venue's board, as in an airport: a row a room with what is on and what comes next.
import type { VNode } from "preact";
import { catalogue } from "../../common/net/catalogue.ts";
import { second } from "../../common/net/clock.ts";
import { day, time, words, wordsLang } from "../../common/text/format.ts";
import { lang, t } from "../../common/text/t.ts";
import { useFit } from "../../common/ui/fit.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import type { Session } from "../../common/wire/types.ts";
import type { Door } from "../model.ts";
import { board, isShowing, nameOf } from "../store.ts";
import { cameFrom, levelWords, roomLang, roomName, State } from "./parts.tsx";

export function Board(): VNode {
	const { rows } = board.value;
	const table = useFit<HTMLDivElement>(1, [rows, lang.value, isShowing.value]);
	const title = catalogue.value?.day.title;
	return (
		<>
			<header class="board-head">
				<div>
					<h1 lang={wordsLang(title)}>{words(title)}</h1>
					<p>{day(second.value)}</p>
				</div>
				<time class="board-clock num" dir="ltr">{time(second.value)}</time>
			</header>
			<div class="board" role="table" aria-label={t("sign.title")} ref={table} data-compact={isShowing.value}>
				<div class="board-names" role="row">
					<span role="columnheader">{t("sign.room")}</span>
					<span role="columnheader">{t("sign.now")}</span>
					<span role="columnheader">{t("sign.next")}</span>
				</div>
				{rows.map((door) => <Row key={door.room.id} door={door} />)}
			</div>
			{rows.length === 0 && <p class="sign-empty">{t("sign.day_over")}</p>}
		</>
	);
}

function Row({ door: { room, now, next, gone } }: { door: Door }): VNode {
	const [first] = gone;
	return (
		<div class="board-row" role="row" data-line data-testid="row" data-room={room.id}>
			<div class="board-room" role="cell" lang={roomLang(room)}>
				<b>{roomName(room)}</b>
				{room.level !== "" && <span><bdi>{levelWords(room)}</bdi></span>}
			</div>
			<div class="board-cell" role="cell" data-area={now?.focus_areas[0]} data-empty={now === null && gone.length === 0}>
				{now === null ? <Nothing gone={first} /> : <Entry session={now} when={t("sign.until", { at: time(now.expected_ends_at) })} was={now.ends_at === now.expected_ends_at ? "" : time(now.ends_at)} />}
			</div>
			<div class="board-cell" role="cell" data-empty={next === null}>
				{next === null ? <p class="board-title">–</p> : <Entry session={next} when={time(next.expected_starts_at)} was={next.starts_at === next.expected_starts_at ? "" : time(next.starts_at)} />}
			</div>
		</div>
	);
}

/** A free room may be one where people wait in vain. */
function Nothing({ gone }: { gone: Session | undefined }): VNode {
	if (gone === undefined) return <p class="board-title">{t("sign.free")}</p>;
	const isCancelled = gone.state === "cancelled";
	return (
		<>
			<p class="board-when">
				<s class="board-was num">{time(gone.starts_at)}</s>
				<span class="state" data-tone={isCancelled ? "refuse" : "warn"}>
					<Icon name={isCancelled ? "cross" : "forward"} />
					<span>{isCancelled ? t("sign.cancelled") : t("sign.now_in", { room: roomName(nameOf(gone.expected_room)), at: time(gone.expected_starts_at) })}</span>
				</span>
			</p>
			<p class="board-title" lang={wordsLang(gone.title)}>{words(gone.title)}</p>
		</>
	);
}

/** The time that holds, and struck through the one that was announced. */
function Entry({ session, when, was }: { session: Session; when: string; was: string }): VNode {
	const from = cameFrom(session);
	return (
		<>
			<p class="board-when">
				<span class="num">{when}</span>
				{was !== "" && <s class="board-was num">{was}</s>}
				<State session={session} isShort />
				{from !== "" && <span class="board-from">{from}</span>}
			</p>
			<p class="board-title" lang={wordsLang(session.title)}>{words(session.title)}</p>
		</>
	);
}
