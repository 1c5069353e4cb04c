// Pledges that the pledger had sent in before: announcing one is the record, logging it again would count it twice.
import type { Pledge } from "../common/wire/types.ts";
import { announcePledge } from "./commands.ts";
import { clearForm } from "./outbox.ts";
import { announcing, entry, submitted } from "./store.ts";

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
	return announcing.value === null;
}

/** What was typed for it has then done its work. */
export async function announceOne(pledge: Pledge): Promise<void> {
	if (await announcePledge(pledge, otherAmount(pledge))) clearForm();
}

export async function announceFirst(): Promise<void> {
	const first = submitted.peek()[0];
	if (first !== undefined) await announceOne(first);
}
