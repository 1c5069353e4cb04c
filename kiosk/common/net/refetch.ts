// When to ask again: once for many notices, spread over a moment where many pages hear the same one.

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
