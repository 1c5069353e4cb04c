// The sign-in act and where it leads.
import { signal } from "@preact/signals";
import type { Me, Role } from "../common/wire/types.ts";
import { change } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";
import type { Failure } from "../common/ui/problem.tsx";

export const isBusy = signal(false, { name: "login.busy" });
export const failure = signal<Failure | null>(null, { name: "login.failure" });
export const name = signal("", { name: "login.name" });
export const password = signal("", { name: "login.password" });
/** A one-time link is being used: no form is needed. */
export const isByCode = signal(false, { name: "login.byCode" });

const HOMES: readonly (readonly [Role, string])[] = [
	["desk", "/desk"], ["door", "/door"], ["moderator", "/moderator"], ["rapporteur", "/moderator"], ["protocol", "/ceremony"], ["kiosk", "/kiosk"], ["screen", "/wall"],
];

/** Only pages of this system: a foreign address in ?next= would make the sign-in page a trap. */
export function nextPage(): string | null {
	const next = new URLSearchParams(location.search).get("next") ?? "";
	return /^\/[a-z][\w/-]*(?:\?[\w=&%.-]*)?$/i.test(next) ? next : null;
}

export function start(): void {
	const code = new URLSearchParams(location.hash.slice(1)).get("code");
	if (code === null) return;
	// The code leaves the address bar and the history before anything else happens.
	history.replaceState(null, "", location.pathname + location.search);
	isByCode.value = true;
	void send({ code });
}

/** To the page that asked for the sign-in, else to where somebody of these roles works. */
export function goOn(me: Me): void {
	const home = HOMES.find(([role]) => me.roles.includes(role))?.[1];
	location.replace(nextPage() ?? home ?? "/");
}

export function signIn(): void {
	if (!isBusy.peek()) void send({ name: name.peek().trim(), password: password.peek() });
}

async function send(body: { code: string } | { name: string; password: string }): Promise<void> {
	isBusy.value = true;
	failure.value = null;
	const answer = await change<Me>("/api/login", body, { key: newKey() });
	isBusy.value = false;
	if (answer.kind === "done") {
		goOn(answer.value);
		return;
	}
	isByCode.value = false;
	if (answer.kind !== "aborted") failure.value = answer;
	document.getElementById("password")?.focus();
}
