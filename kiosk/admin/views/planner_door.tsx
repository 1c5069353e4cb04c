// The door to the planner: fetches it once somebody opens its tab, and says so when it cannot be had.
import { signal } from "@preact/signals";
import type { VNode } from "preact";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import type { PlannerPart } from "../planner.tsx";

type Planner = typeof import("../planner.tsx");
const planner = signal<Planner | null>(null, { name: "planner" });
const hasFailed = signal(false, { name: "planner.hasFailed" });

export async function loadPlanner(): Promise<void> {
	try {
		planner.value ??= await import("../planner.tsx");
		hasFailed.value = false;
		await planner.value.load();
	} catch {
		hasFailed.value = true;
	}
}

export const waitingIn = (part: PlannerPart): number => planner.value?.waiting(part) ?? 0;

/** A part of the planner, as a view of the table of tabs. */
export function plannerPart(part: PlannerPart): () => VNode {
	return function Part(): VNode {
		if (hasFailed.value) {
			return <div class="planner-wait"><p role="alert">{t("planner.missing")}</p><Button tone="main" onPress={() => location.reload()}>{t("ui.problem.retry")}</Button></div>;
		}
		if (planner.value === null) return <div class="planner-wait"><p role="status">{t("ui.waiting")}</p></div>;
		const View = planner.value.parts[part];
		return <View />;
	};
}
