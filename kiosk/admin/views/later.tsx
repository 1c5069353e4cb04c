// A tab that is a file of its own: fetched once somebody opens it; says so when it cannot be had.
import { signal } from "@preact/signals";
import type { VNode } from "preact";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";

/** What such a file gives: its parts by name, and how they get what they show. */
export interface Later<Name extends string> { parts: Record<Name, () => VNode>; load: () => Promise<unknown> }

export function later<Name extends string, File extends Later<Name>>(name: string, fetch: () => Promise<File>): { file: { readonly value: File | null }; load: () => Promise<void>; part: (which: Name) => () => VNode } {
	const file = signal<File | null>(null, { name });
	const hasFailed = signal(false, { name: `${name}.hasFailed` });
	const load = async (): Promise<void> => {
		try {
			file.value ??= await fetch();
			hasFailed.value = false;
			await file.value.load();
		} catch {
			hasFailed.value = true;
		}
	};
	const part = (which: Name) => function Part(): VNode {
		if (hasFailed.value) {
			return <div class="planner-wait"><p role="alert">{t("planner.missing")}</p><Button tone="main" onPress={() => location.reload()}>{t("ui.problem.retry")}</Button></div>;
		}
		if (file.value === null) return <div class="planner-wait"><p role="status">{t("ui.waiting")}</p></div>;
		const View: () => VNode = file.value.parts[which];
		return <View />;
	};
	return { file, load, part };
}
