// The right-hand column: how it stands, what the wall shows, the steps of the declaration, and its papers.
import type { VNode } from "preact";
import { number, time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { lang } from "../../common/text/t.ts";
import type { Declaration, SignatoryState } from "../../common/wire/types.ts";
import * as commands from "../commands.ts";
import * as store from "../store.ts";

const COUNTED: readonly SignatoryState[] = ["signed", "expected", "late", "absent", "declined"];
const SCENES: readonly commands.Scene[] = ["signing", "launch", "blank", "back"];

export function Side(): VNode | null {
	const row = store.declaration.value;
	if (row === null) return null;
	return (
		<aside class="side">
			<section aria-labelledby="counts-title">
				<h2 id="counts-title" class="stage-title">{t("ceremony.counts")}</h2>
				<dl class="counts">
					{COUNTED.map((state) => (
						<div key={state} data-state={state}>
							<dt>{t(`ceremony.signatory.${state}`)}</dt>
							<dd class="num">{number(store.ceremony.value?.counts[state] ?? 0)}</dd>
						</div>
					))}
				</dl>
			</section>
			<section aria-labelledby="wall-title">
				<h2 id="wall-title" class="stage-title">{t("ceremony.wall")}</h2>
				<div class="scenes">
					{SCENES.map((scene) => (
						<Button key={scene} testId={`scene-${scene}`} isPressed={store.wallScene.value === scene} onPress={() => void commands.show(scene)}>{t(`ceremony.scene.${scene}`)}</Button>
					))}
				</div>
			</section>
			<Steps row={row} />
			<Papers row={row} />
		</aside>
	);
}

function Steps({ row }: { row: Declaration }): VNode {
	const ask = (kind: "launch" | "close") => (): void => { store.sheet.value = { kind }; };
	return (
		<section aria-labelledby="steps-title">
			<h2 id="steps-title" class="stage-title">{t("ceremony.declaration")}</h2>
			<ul role="list" class="marks soft">
				{row.opened_at !== null && <li>{t("ceremony.opened.at", { at: time(row.opened_at) })}</li>}
				{row.closed_at !== null && <li>{t("ceremony.closed.at", { at: time(row.closed_at) })}</li>}
				{row.launched_at !== null && <li data-testid="launched">{t("ceremony.launched.at", { at: time(row.launched_at) })}</li>}
				{row.reopened && <li>{t("ceremony.reopened")}</li>}
			</ul>
			<div class="steps">
				{row.state === "draft" && <Button tone="main" testId="open" onPress={() => void commands.stepDeclaration("open")}>{t("ceremony.open")}</Button>}
				{row.state !== "draft" && row.launched_at === null && <Button testId="launch" isDisabled={row.signed === 0} onPress={ask("launch")}>{t("ceremony.launch")}</Button>}
				{row.state === "open" && <Button testId="close" onPress={ask("close")}>{t("ceremony.close")}</Button>}
				{row.state === "closed" && <Button testId="reopen" onPress={() => void commands.stepDeclaration("reopen")}>{t("ceremony.reopen")}</Button>}
			</div>
		</section>
	);
}

function Papers({ row }: { row: Declaration }): VNode {
	return (
		<section aria-labelledby="papers-title">
			<h2 id="papers-title" class="stage-title">{t("ceremony.papers")}</h2>
			<ul role="list" class="papers">
				<li><a href={`/api/declarations/${row.id}.pdf?lang=${lang.value}`} download>{t("ceremony.papers.pdf")}</a></li>
				<li><a href={`/api/declarations/${row.id}.txt`} download>{t("ceremony.papers.txt")}</a></li>
				<li><a href="/api/members.csv" download>{t("ceremony.papers.members")}</a></li>
			</ul>
		</section>
	);
}
