// What was heard, in plain words and large type; "this is what we mean" or "it differs"; and afterwards, what was recorded.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { country, focusArea } from "../../common/net/catalogue.ts";
import { countryName, money, moneyShort } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { FocusChip } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { LanguageRow } from "../../common/ui/languages.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { ProblemPanel } from "../../common/ui/problem.tsx";
import type { FocusArea, Pledge } from "../../common/wire/types.ts";
import { failure, give, hasChanged, isBusy, open, question, stage } from "../store.ts";

export function ReadBack(): VNode {
	const now = question.value;
	return (
		<div class="page read">
			<header class="page-head"><LanguageRow /></header>
			<main class="read-main" aria-busy={stage.value === "opening"}>
				{stage.value === "gone" && <Gone />}
				{stage.value === "failed" && failure.value !== null && <ProblemPanel failure={failure.value} onRetry={() => void open()} />}
				{now !== null && stage.value === "answered" && <Recorded />}
				{now !== null && stage.value === "asking" && <h1>{t("readback.heard")}</h1>}
				{hasChanged.value && stage.value === "asking" && <p class="read-changed" role="alert">{t("readback.changed")}</p>}
				{now !== null && <Sheet pledge={now.pledge} />}
				{now !== null && stage.value === "asking" && <Answer />}
			</main>
		</div>
	);
}

function Gone(): VNode {
	return (
		<div class="read-gone" data-testid="gone">
			<h1>{t("readback.gone")}</h1>
			<p>{t("readback.gone.what")}</p>
		</div>
	);
}

function Sheet({ pledge }: { pledge: Pledge }): VNode {
	const areas = pledge.focus_areas.map(focusArea).filter((area): area is FocusArea => area !== undefined);
	const until = pledge.period?.to ?? "";
	return (
		<article class="sheet" data-testid="sheet">
			<p class="sheet-number code">{pledge.number}</p>
			<p class="sheet-who">{pledge.pledgers.map((row) => <span key={row.entity.id}><Bdi text={row.entity.name} /></span>)}</p>
			<p class="sheet-type">{t(`pledge.type.${pledge.type}`)}</p>
			{pledge.amount !== null && (
				<p class="sheet-sum">
					<strong class="num"><bdi>{money(pledge.amount.value, pledge.amount.currency)}</bdi></strong>
					{pledge.amount.value.length > 4 && <span><bdi>{moneyShort(pledge.amount.value, pledge.amount.currency)}</bdi></span>}
				</p>
			)}
			{pledge.text !== null && pledge.text !== "" && <blockquote class="sheet-text" dir="auto">{pledge.text}</blockquote>}
			<dl class="sheet-facts">
				{areas.length > 0 && <Fact name={t("readback.focus")}>{areas.map((area) => <FocusChip key={area.key} area={area} isLong />)}</Fact>}
				{pledge.countries.length > 0 && <Fact name={t("readback.where")}>{pledge.countries.map((code) => countryName(country(code))).join(", ")}</Fact>}
				{until !== "" && <Fact name={t("readback.until")}><bdi class="num">{until}</bdi></Fact>}
				{pledge.target != null && <Fact name={t("readback.target")}><Bdi text={targetOf(pledge.target)} /></Fact>}
				{(pledge.condition ?? "") !== "" && <Fact name={t("readback.condition")}><Bdi text={pledge.condition} /></Fact>}
			</dl>
		</article>
	);
}

function targetOf({ number, unit, place, date }: NonNullable<Pledge["target"]>): string {
	return [number, unit, place, date].filter((part) => part !== "").join(" ");
}

function Fact({ name, children }: { name: string; children: VNode | VNode[] | string }): VNode {
	return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

function Answer(): VNode {
	const [name, setName] = useState("");
	const [remark, setRemark] = useState("");
	const [isOther, setOther] = useState(false);
	const hasName = name.trim() !== "";
	const isReady = hasName && (!isOther || remark.trim() !== "");
	return (
		<form class="answer" onSubmit={(event) => { event.preventDefault(); if (isReady) void give(isOther ? "differs" : "confirmed", name, remark); }}>
			<label class="answer-name" for="name">
				<span>{t("readback.name")}</span>
				<input id="name" class="input" type="text" dir="auto" autocomplete="name" maxLength={120} value={name} onInput={(event) => setName(event.currentTarget.value)} />
			</label>
			{isOther && (
				<label class="answer-name" for="remark">
					<span>{t("readback.remark")}</span>
					<textarea id="remark" class="input" rows={3} dir="auto" maxLength={1000} value={remark} onInput={(event) => setRemark(event.currentTarget.value)} />
				</label>
			)}
			{failure.value !== null && <ProblemPanel failure={failure.value} />}
			{isOther
				? (
					<div class="answer-acts">
						<Button tone="main" type="submit" testId="send" isBusy={isBusy.value} isDisabled={!isReady} onPress={() => undefined}>{t("readback.send")}</Button>
						<Button tone="quiet" onPress={() => setOther(false)}>{t("readback.back")}</Button>
					</div>
				)
				: (
					<div class="answer-acts">
						<Button tone="main" icon="tick" type="submit" testId="confirm" isBusy={isBusy.value} isDisabled={!hasName} onPress={() => undefined}>
							{t("readback.confirm")}
						</Button>
						<Button icon="warn" testId="differs" onPress={() => setOther(true)}>{t("readback.differs")}</Button>
					</div>
				)}
			<p class="soft">{t("readback.kept")}</p>
		</form>
	);
}

/** Plainly, what is on the record now. */
function Recorded(): VNode | null {
	const given = question.value;
	if (given === null || given.answer === null) return null;
	const isSame = given.answer === "confirmed";
	return (
		<div class="recorded" role="status" data-testid="recorded" data-answer={given.answer}>
			<Icon name={isSame ? "tick" : "warn"} />
			<div>
				<h1>{t(isSame ? "readback.recorded.confirmed" : "readback.recorded.differs")}</h1>
				<p>{t("readback.recorded.by", { name: given.name ?? "–" })}</p>
				{given.remark !== null && given.remark !== "" && <p><Bdi text={given.remark} /></p>}
				<p class="soft">{t(isSame ? "readback.recorded.confirmed_what" : "readback.recorded.differs_what")}</p>
			</div>
		</div>
	);
}
