// Which tab and part are open, what they need, and what the live stream says about them.
import { computed, effect } from "@preact/signals";
import { loadCatalogue, me } from "../common/net/catalogue.ts";
import { signOut } from "../common/net/login.ts";
import { openStream, refetcher } from "../common/net/stream.ts";
import type { Topic } from "../common/wire/types.ts";
import { complete, place } from "./route.ts";
import { type Part, type Tab, TABS } from "./tabs.tsx";

export const tabs = computed(() => TABS.filter(({ roles }) => roles.some((role) => me.value?.roles.includes(role))));
export const tab = computed<Tab | undefined>(() => tabs.value.find(({ id }) => id === place.value.tab) ?? tabs.value[0]);
export const part = computed<Part | undefined>(() => tab.value?.parts.find(({ id }) => id === place.value.part) ?? tab.value?.parts[0]);

const loaded = new Set<Tab>();

function need(row: Tab | undefined): void {
	if (row === undefined || loaded.has(row)) return;
	loaded.add(row);
	void row.load();
}

export { signOut };

export function follow(): void {
	effect(() => need(tab.value));
	effect(() => {
		const [row, list] = [tab.value, part.value];
		if (row !== undefined && list !== undefined && (place.value.tab !== row.id || place.value.part !== list.id)) complete(row.id, list.id);
	});
	const triggers = new Map(TABS.map((row) => [row, refetcher(async () => void (await (row.refresh ?? row.load)()))]));
	const again = (row: Tab): void => { if (loaded.has(row)) triggers.get(row)?.(); };
	openStream({
		topics: [...new Set<Topic>(["agenda", ...tabs.peek().flatMap(({ topics }) => topics)])],
		onNotice: (notice) => {
			for (const row of TABS.filter(({ topics }) => topics.includes(notice.topic))) {
				row.hear?.(notice);
				again(row);
			}
		},
		onReset: () => { for (const row of loaded) void row.load(); },
		onBegin: () => loaded.forEach(again),
		onBoot: () => void loadCatalogue(),
	});
}
