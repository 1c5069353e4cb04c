// Numbered paper forms for pledges: numbers are taken once, for good, then printed as often as wanted.
import { signal } from "@preact/signals";
import { t } from "../common/text/t.ts";
import { post, press } from "./stage.ts";

export interface Slips { from: number; to: number }
/** Three on a page: thirty pages. */
export const SLIPS = 90;
/** As many as the server numbers and prints at once. */
export const SLIPS_MOST = 300;
export const slips = signal<Slips | null>(null, { name: "slips" });

export async function takeSlips(count: number): Promise<void> {
	await press(() => post<Slips>("/api/slips", { count }), (taken) => {
		slips.value = taken;
		return t("admin.did.slips", { from: taken.from, to: taken.to });
	});
}
