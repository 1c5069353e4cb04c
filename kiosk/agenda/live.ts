// Keeps the agenda as fresh as the server: asks at the start, again when a notice comes, and until an answer comes. What was last known
// stays on the screen, and on this device for a start without the server.
import { ask } from "../common/net/api.ts";
import { loadCatalogue } from "../common/net/catalogue.ts";
import { now } from "../common/net/clock.ts";
import { seal, unseal } from "../common/net/sealed.ts";
import { openStream, refetcher } from "../common/net/stream.ts";
import { time, words } from "../common/text/format.ts";
import { t } from "../common/text/t.ts";
import { announce } from "../common/ui/announce.tsx";
import { roomText } from "../common/ui/room.tsx";
import type * as wire from "../common/wire/types.ts";
import type { Plan } from "../common/wire/venue.ts";
import { agendaFrom, hasMovedRoom, movedBetween, type Agenda, type Session } from "./model.ts";
import { refetchOwn } from "./own.ts";
import { agenda, roomOf, takeAgenda, takePlan } from "./store.ts";

/** Some two hundred screens hear one notice: they ask within two seconds, not at once. */
const SPREAD_MS = 2000;
const RETRY_MS = 4000;
/** More changes than that are said to be seen, not to be listened to. */
const MOST_SPOKEN = 3;
/** What this device keeps. The agenda is public; who looked at it is not in it. */
const ROW = "agenda";
const KEEP_MS = 7 * 24 * 3600 * 1000;
/** Without an answer for so long, a start takes what was kept. */
const PATIENCE_MS = 3000;

interface Kept { agenda: wire.Agenda; plan: Plan | null; at: number }

function tellMoved(session: Session): void {
	const title = words(session.title);
	const room = roomOf(session.room);
	if (session.state === "cancelled") announce(t("agenda.dropped", { title }));
	else if (hasMovedRoom(session) && room !== undefined) announce(t("agenda.moved_room", { title, room: roomText(room) }));
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

type Answer = Awaited<ReturnType<typeof askAgenda>>;
const askAgenda = () => ask<wire.Agenda>("/api/agenda");
/** Asked for while the page is still being put together. */
let early: Promise<Answer> | null = null;

/** Before everything else: the agenda takes longest. */
export function askEarly(): void {
	early = askAgenda();
}

async function loadPlan(): Promise<Plan | null> {
	const answer = await ask<Plan>("/api/plan");
	if (answer.kind === "done") takePlan(answer.value);
	return answer.kind === "done" ? answer.value : null;
}

/** A start without the server shows what an earlier one knew, and says of when it is. */
async function showKept(): Promise<void> {
	const kept = agenda.peek() === null ? await unseal<Kept>(ROW) : null;
	if (kept === null || agenda.peek() !== null) return;
	takeAgenda(agendaFrom(kept.agenda), kept.at);
	if (kept.plan !== null) takePlan(kept.plan);
}

/** Loads the agenda and keeps it live for as long as the page stands. */
export function keepLive(): void {
	const take = gate();
	const load = async (): Promise<void> => {
		const asked = early ?? askAgenda();
		early = null;
		const answer = await asked;
		if (answer.kind === "done") {
			take(agendaFrom(answer.value));
			const plan = await loadPlan();
			void seal(ROW, { agenda: answer.value, plan, at: now() } satisfies Kept, Date.now() + KEEP_MS);
		} else {
			void showKept();
			window.setTimeout(refetch, RETRY_MS);
		}
	};
	const refetch = refetcher(load, SPREAD_MS);
	window.setTimeout(() => void showKept(), PATIENCE_MS);
	void load();
	const refetchAll = (): void => {
		refetch();
		refetchOwn();
	};
	openStream({
		topics: ["agenda", "groups"],
		onNotice: ({ topic }) => (topic === "agenda" ? refetchAll() : refetchOwn()),
		onReset: refetchAll,
		onBoot: () => void loadCatalogue(),
	});
}

