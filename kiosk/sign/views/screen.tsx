// One screen: a door's sign or the venue's board, its videos in breaks, and beneath it how fresh it is and whose language it speaks.
import type { VNode } from "preact";
import { age, truthAt } from "../../common/net/link.ts";
import { second } from "../../common/net/clock.ts";
import { shortDay, time, timeWithSeconds } from "../../common/text/format.ts";
import { lang, t } from "../../common/text/t.ts";
import { Icon } from "../../common/ui/icon.tsx";
import type { Lang } from "../../common/wire/types.ts";
import { agenda, board, fresh, isShowing, keptAt, langs, now, playing, room, roomId } from "../store.ts";
import { Board } from "./board.tsx";
import { DoorSign } from "./door.tsx";
import { Showing } from "./showing.tsx";

/** Two letters in each language's own script. */
const SIGNS: Record<Lang, string> = { en: "EN", fr: "FR", es: "ES", ar: "ع", ru: "РУ", zh: "中" };

export function Screen(): VNode {
	return (
		<div class="sign" data-freshness={fresh.value} data-scene={isShowing.value ? "video" : roomId === "" ? "board" : "door"} data-board={roomId === ""} data-testid="sign">
			<main class="sign-main">
				{playing.value !== null && <Showing turns={playing.value} />}
				<Content />
			</main>
			<Foot />
		</div>
	);
}

function Content(): VNode {
	if (agenda.value === null) return <p class="sign-empty" role="status">{t("ui.waiting")}</p>;
	if (roomId === "") return <Board />;
	if (room.value === null) return <p class="sign-empty">{t("sign.no_room")}</p>;
	return <DoorSign />;
}

/** Silent while live; from ten seconds on it cannot be overlooked. */
function Foot(): VNode {
	const state = fresh.value;
	const { page, pages } = board.value;
	return (
		<footer class="sign-foot" data-freshness={state}>
			<p class="sign-fresh" data-testid="freshness" data-freshness={state} role={state === "live" ? undefined : "status"}>
				<Icon name={state === "live" ? "tick" : "warn"} />
				<span>{freshWords()}</span>
			</p>
			{roomId === "" && pages > 1 && <p class="sign-pages num" dir="ltr">{page + 1}/{pages}</p>}
			{langs.value.length > 1 && (
				<p class="sign-langs" aria-hidden="true">
					{langs.value.map((one) => <span key={one} data-on={one === lang.value}>{SIGNS[one]}</span>)}
				</p>
			)}
			<time class="sign-seconds num" dir="ltr" data-testid="clock">{timeWithSeconds(second.value)}</time>
		</footer>
	);
}

function freshWords(): string {
	const kept = keptAt.value;
	if (kept !== null) return t("sign.kept", { at: `${shortDay(kept)} ${time(kept)}`, minutes: Math.max(0, Math.floor((now.value - kept) / 60_000)) });
	if (fresh.value === "live") return truthAt.value === 0 ? t("strip.connecting") : t("strip.live");
	if (truthAt.value === 0) return t("strip.none");
	return t("sign.old", { at: timeWithSeconds(truthAt.value), seconds: Math.floor(age.value / 1000) });
}
