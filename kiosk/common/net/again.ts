// What this browser did in the last day, so that it can say it once more to a spare that took over from a snapshot of a minute ago. Each act
// goes out with the key it was made with: what the spare knows already is not done twice. Encrypted (sealed.ts) and so forgotten at sign-out.
// Not for acts that are still on their way (outbox.ts).
import { signal } from "@preact/signals";
import { changeOnce, type Done, keepDone } from "./api.ts";
import { openBase } from "./base.ts";
import { onTakeover } from "./epoch.ts";
import { setNotRepeated } from "./link.ts";
import { canSeal, sealed, type Sealed, unsealed } from "./sealed.ts";

interface Row extends Sealed { n?: number }

const FORMAT = 1;
const NAME = "acts";
const BEGUN_ROW = "p2c.again";
const KEEP_MS = 24 * 3600 * 1000;

const base = openBase("p2c.again", FORMAT, (made) => {
	made.createObjectStore(NAME, { keyPath: "n", autoIncrement: true });
});
/** Said again now, not by a person: these are kept already. */
const isRepeating = signal(false);

/** For the screens of those who work. Needs https or localhost, as all that is kept does. */
export function startRepeating(): void {
	if (!canSeal) return;
	keepDone((act) => void keep(act));
	onTakeover(() => void repeatAll());
	if (isBegun()) void repeatAll();
}

/** Nobody waits for it. */
async function keep({ onRetry: _, ...act }: Done): Promise<void> {
	if (isRepeating.peek() || act.body instanceof Blob || act.path.startsWith("/api/log")) return;
	const row = await sealed(NAME, act, Date.now() + KEEP_MS);
	if (row !== null) await base.write(NAME, "relaxed", (rows) => void rows.add(row));
}

/** Oldest first. When the server is gone again, or wants a sign-in first, all of it is said once more later. */
async function repeatAll(): Promise<void> {
	let refused = 0;
	isRepeating.value = true;
	begin(true);
	for (const row of await rowsOfToday()) {
		const act = await unsealed<Done>(NAME, row);
		const answer = act === null ? "known" : await repeat(act);
		if (answer === "gone") {
			isRepeating.value = false;
			return;
		}
		if (answer === "refused") refused += 1;
	}
	isRepeating.value = false;
	begin(false);
	setNotRepeated(refused);
}

/** Begun and not ended: a page that was loaded anew, or signed in anew, goes on. */
function begin(is: boolean): void {
	try {
		if (is) localStorage.setItem(BEGUN_ROW, "1");
		else localStorage.removeItem(BEGUN_ROW);
	} catch {
		// A private window keeps no acts either.
	}
}

function isBegun(): boolean {
	try {
		return localStorage.getItem(BEGUN_ROW) !== null;
	} catch {
		return false;
	}
}

/** An act that the spare knows by its key, with this content or the one it had at first, is there: nothing is lost; nor is it
 * when the person was erased since. */
async function repeat({ path, body, ...options }: Done): Promise<"known" | "refused" | "gone"> {
	const answer = await changeOnce(path, body, options);
	if (answer.kind === "done" || (answer.kind === "refused" && ["KEY_REUSED", "ERASED"].includes(answer.problem.code))) return "known";
	return answer.kind === "refused" && answer.status !== 401 ? "refused" : "gone";
}

/** Those that are not too old, in order; the others go. */
async function rowsOfToday(): Promise<Row[]> {
	const rows = (await base.read(NAME, (store) => store.getAll() as IDBRequest<Row[]>)) ?? [];
	const old = rows.filter(({ until }) => until <= Date.now());
	if (old.length > 0) await base.write(NAME, "relaxed", (store) => old.forEach(({ n }) => store.delete(n ?? 0)));
	return rows.filter(({ until }) => until > Date.now());
}
