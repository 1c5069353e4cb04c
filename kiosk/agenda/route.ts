// Deep links: the part of the address after # names what is shown. Pure.

export type Route =
	| { view: "now" }
	| { view: "day"; day: string | null }
	| { view: "rooms"; room: string | null }
	| { view: "focus"; area: string | null }
	| { view: "people" }
	| { view: "search"; query: string }
	| { view: "own" }
	| { view: "person"; person: string }
	| { view: "session"; session: string };

export type View = Route["view"];

/** The tabs of the bottom row. */
export type Tab = Exclude<View, "person" | "session">;
export const TABS: readonly Tab[] = ["now", "day", "rooms", "focus", "people", "search", "own"];

export const START: Route = { view: "now" };

/** A stranger's link may hold anything; what cannot be decoded is taken as it stands. */
function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

/** The route of a fragment ("#/session/abc"); anything unknown leads to the start. */
export function routeOf(fragment: string): Route {
	const [view = "", ...rest] = fragment.replace(/^#?\/?/, "").split("/");
	const id = rest.length === 0 ? "" : decoded(rest.join("/"));
	const idOrNull = id === "" ? null : id;
	if (view === "day") return { view, day: /^\d{4}-\d\d-\d\d$/.test(id) ? id : null };
	if (view === "rooms") return { view, room: idOrNull };
	if (view === "focus") return { view, area: idOrNull };
	if (view === "search") return { view, query: id };
	if (view === "people" || view === "own") return { view };
	if (view === "person" && id !== "") return { view, person: id };
	if (view === "session" && id !== "") return { view, session: id };
	return START;
}

/** The one thing a route points at, if any. */
function idOf(route: Route): string | null {
	switch (route.view) {
		case "now":
		case "people":
		case "own": return null;
		case "day": return route.day;
		case "rooms": return route.room;
		case "focus": return route.area;
		case "search": return route.query;
		case "person": return route.person;
		case "session": return route.session;
	}
}

/** The fragment of a route: the inverse of routeOf. */
export function fragmentOf(route: Route): string {
	const id = idOf(route);
	return id === null || id === "" ? `#/${route.view}` : `#/${route.view}/${encodeURIComponent(id)}`;
}

/** Where "back" leads when the visitor came by a link: the list the page belongs to. */
export function parentOf(route: Route): Route {
	return route.view === "person" ? { view: "people" } : START;
}
