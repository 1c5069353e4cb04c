// Pledges that the pledger had sent in before: announcing one is the record, logging it again would count it twice.
import { t } from "../common/text/t.ts";
import type { Pledge } from "../common/wire/types.ts";
import { announcePledge, say } from "./commands.ts";
import { clearForm } from "./outbox.ts";
import { announcing, entry, isListening, submitted } from "./store.ts";

type Sum = { value: string; currency: string };

/** 12.50 and 12.5 are one sum. */
function plain(value: string | undefined): string {
	return (value ?? "").replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}

/** The sum in the form, when it is complete and not the one that was sent in. */
export function otherAmount(pledge: Pledge): Sum | null {
	const { amount } = entry.value;
	if (amount === null || amount.currency === null) return null;
	const isSame = plain(pledge.amount?.value) === plain(amount.value) && pledge.amount?.currency === amount.currency;
	return isSame ? null : { value: amount.value, currency: amount.currency };
}

export function canAnnounce(): boolean {
	return announcing.value === null && submitted.value.length > 0 && !isListening.value;
}

/** What was typed for it has then done its work. */
export async function announceOne(pledge: Pledge, amount: Sum | null = null): Promise<void> {
	if (await announcePledge(pledge, amount)) clearForm();
}

export async function announceFirst(): Promise<void> {
	const first = submitted.peek()[0];
	if (first !== undefined) await announceOne(first);
}

/** With the figure that was said aloud; without one, the field for it is where to go on. */
export async function announceChanged(): Promise<void> {
	const first = submitted.peek()[0];
	const amount = first === undefined ? null : otherAmount(first);
	if (first !== undefined && amount !== null) return announceOne(first, amount);
	say("info", t("moderator.announce.figure"));
	document.getElementById("amount")?.focus();
}
