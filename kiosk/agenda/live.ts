// Keeps the agenda as fresh as the server: asks at the start, again when a notice comes, and until an answer comes. What was last known stays on the screen.
import { ask } from "../common/net/api.ts";
import { loadCatalogue } from "../common/net/catalogue.ts";
import { openStream, refetcher } from "../common/net/stream.ts";
import { time, words } from "../common/text/format.ts";
import { t } from "../common/text/t.ts";
import { announce } from "../common/ui/announce.tsx";
import type * as wire from "../common/wire/types.ts";
import { agendaFrom, movedBetween, type Agenda, type Session } from "./model.ts";
import { agenda, takeAgenda } from "./store.ts";

/** Some two hundred screens hear one notice: they ask within two seconds, not at once. */
const SPREAD_MS = 2000;
const RETRY_MS = 4000;
/** More changes than that are said to be seen, not to be listened to. */
const MOST_SPOKEN = 3;

function tellMoved(session: Session): void {
	const title = words(session.title);
	if (session.state === "cancelled") announce(t("agenda.dropped", { title }));
	else announce(t("agenda.moved", { title, time: time(session.startsAt) }));
}

/** Holds back a new agenda while a finger or a button is down, so that nothing moves under it. */
function gate(): (next: Agenda) => void {
	let isDown = false;
	let waiting: Agenda | null = null;
	const show = (next: Agenda): void => {
		const before = agenda.peek();
		takeAgenda(next);
		if (before !== null) movedBetween(before, next).slice(0, MOST_SPOKEN).forEach(tellMoved);
	};
	const release = (): void => {
		isDown = false;
		if (waiting !== null) show(waiting);
		waiting = null;
	};
	addEventListener("pointerdown", () => { isDown = true; }, { capture: true, passive: true });
	// The click comes after the release; what it lands on must still be there.
	for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => window.setTimeout(release), { passive: true });
	return (next) => {
		if (isDown) waiting = next;
		else show(next);
	};
}

/** Loads the agenda and keeps it live for as long as the page stands. */
export function keepLive(): void {
	const take = gate();
	const load = async (): Promise<void> => {
		const answer = await ask<wire.Agenda>("/api/agenda");
		if (answer.kind === "done") {
			take(agendaFrom(answer.value));
		} else {
			window.setTimeout(refetch, RETRY_MS);
		}
	};
	const refetch = refetcher(load, SPREAD_MS);
	void load();
	openStream({ topics: ["agenda"], onNotice: refetch, onReset: refetch, onBoot: () => void loadCatalogue() });
}
