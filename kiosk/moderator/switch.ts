// A sum that can be read another way ("2.500" is two thousand five hundred, or two and a half): the other reading, one key away.
import { computed } from "@preact/signals";
import { setForm } from "./outbox.ts";
import { entry, form } from "./store.ts";

export const otherReading = computed(() => {
	const doubt = entry.value.doubts.find((row) => !row.isRefused && row.others.length > 0);
	return doubt?.others[0] ?? null;
});

/** Once it is set in the field, nothing is in doubt: figures without a separator and a currency by its code. */
export function takeOther(): void {
	const other = otherReading.peek();
	if (other === null) return;
	const currency = other.currency ?? entry.peek().amount?.currency ?? null;
	setForm({ ...form.peek(), byHand: { ...form.peek().byHand, figure: other.value, ...(currency !== null && { currency }) } });
}
