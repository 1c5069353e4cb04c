// When to ask again: once for many notices, spread over a moment where many pages hear the same one. And which answer counts: one to an
// older question may come later, and would put back what has changed since.

/**
 * Many pages hear one notice in the same millisecond: refetch after a random part of spreadMs (0: at once), and never two together.
 * A call during the wait is absorbed; a call while the fetch runs causes one more afterwards.
 */
export function refetcher(fetchIt: () => Promise<void>, spreadMs = 400): () => void {
	let state: "idle" | "waiting" | "running" | "again" = "idle";
	const run = async (): Promise<void> => {
		state = "running";
		await fetchIt();
		const isAgain = (state as string) === "again";
		state = "idle";
		if (isAgain) trigger();
	};
	const trigger = (): void => {
		if (state === "running") state = "again";
		if (state !== "idle") return;
		if (spreadMs === 0) {
			void run();
			return;
		}
		state = "waiting";
		window.setTimeout(() => void run(), Math.random() * spreadMs);
	};
	return trigger;
}

/** Of questions that are under way together, the newest one that was answered counts. */
export interface Newest {
	/** A question is asked now; so is one whose answer is known already. */
	asked(): number;
	/** Its answer is here: false when what is shown is newer. */
	counts(question: number): boolean;
}

export function newest(): Newest {
	let last = 0;
	let shown = 0;
	return {
		asked: () => (last += 1),
		counts: (question) => {
			if (question < shown) return false;
			shown = question;
			return true;
		},
	};
}
