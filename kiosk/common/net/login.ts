// Where a page goes when its login is over, and how one ends it. The form itself is login/.
import { change } from "./api.ts";
import { newKey } from "./key.ts";
import { isLeaving } from "./reach.ts";
import { forgetAll } from "./sealed.ts";

/** The sign-in page, which comes back here afterwards. */
export function loginPage(): string {
	return `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
}

/** Leaves at once: the cookie is gone or refused. */
export function goToLogin(): void {
	location.replace(loginPage());
}

/** The server knows this login no more, perhaps because the tablet was lost: nothing of the people it held stays on it. */
export async function leaveSignedOut(): Promise<void> {
	isLeaving.value = true;
	await forgetAll();
	goToLogin();
}

/** Ends the login on the server, forgets the people kept for offline work, and leaves. If the server cannot be asked, one stays signed in and stays here. */
export async function signOut(): Promise<boolean> {
	isLeaving.value = true;
	const answer = await change<object>("/api/logout", {}, { key: newKey(), isLast: true });
	const isOver = answer.kind === "done" || (answer.kind === "refused" && answer.status === 401);
	isLeaving.value = isOver;
	if (!isOver) return false;
	await forgetAll();
	location.replace("/login");
	return true;
}
