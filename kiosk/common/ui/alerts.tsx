// "A VIP has arrived": a bar over the head of the page for those who receive them. It moves nothing and takes no focus; one key says "seen".
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Action } from "../input/actions.ts";
import type { Alert } from "../wire/desk.ts";
import { category } from "../net/catalogue.ts";
import { time } from "../text/format.ts";
import { t } from "../text/t.ts";
import { announce } from "./announce.tsx";
import { Button } from "./button.tsx";
import { CategoryBand } from "./chip.tsx";
import { Bdi } from "./name.tsx";

/** Further ones wait behind the newest and are only counted. */
export function Alerts({ rows, action }: { rows: readonly Alert[]; action: Action }): VNode | null {
	const [newest] = rows;
	const [chord] = action.keys;
	useEffect(() => {
		if (newest !== undefined) announce(sentence(newest), true);
	}, [newest?.id]);
	if (newest === undefined) return null;
	const band = category(newest.person.category);
	return (
		<aside class="alert-bar" data-testid="alert" data-id={newest.id} aria-label={t("ui.alert.label")}>
			{band && <CategoryBand category={band} size="small" />}
			<p>
				<b><Bdi text={newest.person.name} /></b>
				<span class="alert-who">
					{newest.person.title !== null && <><Bdi text={newest.person.title} />{" · "}</>}
					<Bdi text={newest.person.entity} />
				</span>
				<span class="alert-where">{t("ui.alert.arrived", { at: time(newest.at), where: newest.where })}</span>
			</p>
			{rows.length > 1 && <span class="alert-more num">{t("ui.alert.more", { n: rows.length - 1 })}</span>}
			<Button {...(chord && { chord })} testId={action.id} onPress={action.run}>{t(action.label)}</Button>
		</aside>
	);
}

function sentence({ person, at, where }: Alert): string {
	return `${t("ui.alert.label")}: ${person.name}, ${person.entity}. ${t("ui.alert.arrived", { at: time(at), where })}`;
}
