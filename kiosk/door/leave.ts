// Signing this device out: what it holds of people is forgotten; acts that wait stay until they are sent.
import { signOut } from "../common/net/login.ts";

export function leave(): void {
	void signOut();
}
