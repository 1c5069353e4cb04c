// What doors and the board say alike: times, states in words and colour, names of rooms.
import type { VNode } from "preact";
import { time, words, wordsLang } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Icon, type IconName } from "../../common/ui/icon.tsx";
import type { Lang, Room, Session } from "../../common/wire/types.ts";
import { hasMoved, type Status, type StatusKey, statusOf } from "../model.ts";
import { nameOf, now } from "../store.ts";

const SIGNS: Record<StatusKey, IconName> = {
	on_time: "tick", late: "clock", early: "clock", longer: "clock", shorter: "clock", over: "clock", cancelled: "cross", moved: "forward",
};
/** What the plan said and the day does not: orange; what will not be: red. */
const TONES: Record<StatusKey, "ok" | "warn" | "refuse"> = {
	on_time: "ok", late: "warn", early: "warn", longer: "warn", shorter: "warn", over: "warn", cancelled: "refuse", moved: "warn",
};

export function roomName(room: Room | null): string {
	if (room === null) return "";
	return words(room.names) || room.name;
}

export function roomLang(room: Room): Lang | undefined {
	return wordsLang(room.names);
}

/** "Ground floor" as it is; of a mere number is said what it counts. */
export function levelWords(room: Room): string {
	return /^-?\d+$/.test(room.level) ? t("sign.level", { level: room.level }) : room.level;
}

/** "on time" is only said where asked for: a screen full of it says nothing. */
export function State({ session, saysOnTime = false, isShort = false }: { session: Session; saysOnTime?: boolean; isShort?: boolean }): VNode | null {
	const status = statusOf(session, now.value);
	if (status.key === "on_time" && !saysOnTime) return null;
	return (
		<span class="state" data-tone={TONES[status.key]} data-grave={status.isGrave} data-testid="state">
			<Icon name={SIGNS[status.key]} />
			<span>{isShort && status.minutes > 0 ? shortWords(status) : stateWords(status, session)}</span>
		</span>
	);
}

function stateWords({ key, minutes }: Status, session: Session): string {
	switch (key) {
		case "late":
		case "early": return t(`sign.${key}`, { n: minutes, was: time(session.starts_at) });
		case "longer":
		case "shorter": return t(`sign.${key}`, { n: minutes });
		case "moved": return t("sign.here_now");
		default: return t(`sign.${key}`);
	}
}

/** Where the official time stands beside it. */
function shortWords({ key, minutes }: Status): string {
	return t(key === "late" || key === "longer" ? "sign.plus" : "sign.minus", { n: minutes });
}

/** Where somebody has to go who waits at the wrong door. */
export function goneWords(session: Session): string {
	const values = { title: words(session.title), at: time(session.starts_at) };
	if (session.state === "cancelled") return t("sign.gone.cancelled", values);
	return t("sign.gone.moved", { ...values, room: roomName(nameOf(session.expected_room)), start: time(session.expected_starts_at) });
}

/** The room changed, and this is where it is now. */
export function cameFrom(session: Session): string {
	return hasMoved(session) ? t("sign.came_from", { room: roomName(nameOf(session.room)) }) : "";
}
