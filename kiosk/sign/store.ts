// What a sign knows: which room it hangs at.

/** Empty on the wall, which shows all rooms. */
export const roomId = /^\/sign\/([^/]+)$/.exec(location.pathname)?.[1] ?? "";

export function start(): void {
	document.documentElement.dataset["theme"] = "dark";
}
