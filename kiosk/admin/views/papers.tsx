// What is printed in advance: packs by delegation, nameplates, door signs, paper forms. Each is a PDF behind an address made of what is chosen here.
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { LANGS, OWN_NAMES } from "../../common/text/dir.ts";
import { words } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { described, Field } from "../../common/ui/field.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { entities, findEntities, rooms, sessions } from "../doors.ts";
import { slips, SLIPS, SLIPS_MOST, takeSlips } from "../slips.ts";
import { isBusy } from "../stage.ts";
import { templates } from "../templates.ts";
import type { TemplateKind } from "../wire.ts";
import { Combobox } from "../../common/ui/combobox.tsx";
import { Choose } from "./parts.tsx";

type Query = Record<string, string>;

function hrefOf(path: string, query: Query): string {
	const said = Object.entries(query).filter(([, value]) => value !== "").map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
	return said.length === 0 ? path : `${path}?${said.join("&")}`;
}


const ofKind = (kind: TemplateKind): { value: string; label: string }[] => templates.value.filter((row) => row.kind === kind).map(({ id, name }) => ({ value: id, label: name }));

export function PapersView(): VNode {
	return <div class="papers"><Packs /><Nameplates /><Signs /><PaperForms /><RestoreCard /></div>;
}

interface PaperProps {
	id: "packs" | "nameplates" | "signs" | "slips" | "restore";
	/** null: something has to be chosen or done first. */
	href: string | null;
	/** What is to be done first. */
	first?: VNode;
	children: ComponentChildren;
}

function Paper({ id, href, first, children }: PaperProps): VNode {
	return (
		<section class="card" aria-labelledby={`paper-${id}`}>
			<h2 id={`paper-${id}`}>{t(`admin.paper.${id}`)}</h2>
			<p class="soft">{t(`admin.paper.${id}.what`)}</p>
			<div class="card-fields">{children}</div>
			{href === null
				? (first ?? <p class="soft">{t("admin.paper.choose")}</p>)
				: <a class="button" data-tone="main" href={href} download data-testid={`paper-${id}`}><Icon name="print" /><span>{t("admin.paper.get")}</span></a>}
		</section>
	);
}

/** Everybody, or one entity found by its name. */
function Whose({ id, chosen, onPick }: { id: string; chosen: { id: string; name: string } | null; onPick: (row: { id: string; name: string } | null) => void }): VNode {
	const [typed, setTyped] = useState("");
	return (
		<Combobox id={id} label={t("admin.people.entity")} value={chosen?.name ?? typed} {...(id === "packs-entity" && { hint: t("admin.paper.entity.hint") })}
			options={entities.value.map((row) => ({ id: row.id, content: row.name }))}
			onInput={(next) => { setTyped(next); onPick(null); void findEntities(next); }}
			onPick={(picked) => onPick(entities.value.find((row) => row.id === picked) ?? null)} />
	);
}

function Packs(): VNode {
	const [entity, setEntity] = useState<{ id: string; name: string } | null>(null);
	const [template, setTemplate] = useState("");
	return (
		<Paper id="packs" href={hrefOf("/api/packs.pdf", entity === null ? { all: "true", template } : { entity: entity.id, template })}>
			<Whose id="packs-entity" chosen={entity} onPick={setEntity} />
			<Choose id="packs-template" label={t("admin.template")} all={t("admin.paper.usual")} value={template} onChange={setTemplate} options={ofKind("badge")} />
		</Paper>
	);
}

const ORDERS = ["french", "given", "name"] as const;

function Nameplates(): VNode {
	const [entity, setEntity] = useState<{ id: string; name: string } | null>(null);
	const [session, setSession] = useState("");
	const [order, setOrder] = useState("");
	const [template, setTemplate] = useState("");
	const href = session === "" && entity === null ? null : hrefOf("/api/nameplates.pdf", { ...(session === "" ? { entity: entity?.id ?? "" } : { session }), order, template });
	return (
		<Paper id="nameplates" href={href}>
			<Choose id="plates-session" label={t("admin.paper.session")} all={t("admin.none")} value={session} onChange={setSession} options={sessions.value.map((row) => ({ value: row.id, label: `${row.code} · ${words(row.title)}` }))} />
			{session === "" && <Whose id="plates-entity" chosen={entity} onPick={setEntity} />}
			<Choose id="plates-order" label={t("admin.paper.order")} all={t("groups.plates.order")} value={order} onChange={setOrder} options={ORDERS.map((value) => ({ value, label: t(`admin.paper.order.${value}`) }))} />
			<Choose id="plates-template" label={t("admin.template")} all={t("admin.paper.usual")} value={template} onChange={setTemplate} options={ofKind("nameplate")} />
		</Paper>
	);
}

/** A number is on one form for good: first numbers are taken, then just these are printed. */
function PaperForms(): VNode {
	const [count, setCount] = useState(String(SLIPS));
	const [language, setLanguage] = useState("");
	const taken = slips.value;
	const before = useRef(taken);
	useEffect(() => {
		if (taken !== null && before.current === null) document.querySelector<HTMLElement>("[data-testid=paper-slips]")?.focus();
		before.current = taken;
	}, [taken]);
	const hint = t("admin.paper.slips.count.hint", { most: SLIPS_MOST });
	const take = (
		<Button tone="main" isBusy={isBusy.value} testId="slips-take" onPress={() => void takeSlips(Number(count))}>{t("admin.paper.slips.take")}</Button>
	);
	return (
		<Paper id="slips" href={taken === null ? null : hrefOf("/api/slips.pdf", { from: String(taken.from), to: String(taken.to), lang: language })} first={take}>
			{taken === null
				? (
					<Field id="slips-count" label={t("admin.paper.slips.count")} hint={hint}>
						<input class="input" id="slips-count" type="number" inputMode="numeric" min="1" max={SLIPS_MOST} value={count} {...described("slips-count", hint)} onInput={(event) => setCount(event.currentTarget.value)} />
					</Field>
				)
				: <p>{t("admin.did.slips", { from: taken.from, to: taken.to })} <button type="button" class="link-button" onClick={() => { slips.value = null; }}>{t("admin.paper.slips.more")}</button></p>}
			<Choose id="slips-language" label={t("ui.language")} all={t("admin.paper.usual")} value={language} onChange={setLanguage} options={LANGS.map((value) => ({ value, label: OWN_NAMES[value] }))} />
		</Paper>
	);
}

/** For whoever has to bring the day back on another machine; printed in the morning. */
function RestoreCard(): VNode {
	const [language, setLanguage] = useState("");
	return (
		<Paper id="restore" href={hrefOf("/api/restore-card.pdf", { lang: language })}>
			<Choose id="restore-language" label={t("ui.language")} all={t("admin.paper.usual")} value={language} onChange={setLanguage} options={LANGS.map((value) => ({ value, label: OWN_NAMES[value] }))} />
		</Paper>
	);
}

const ARROWS = ["right", "down", "left", "up"] as const;

function Signs(): VNode {
	const [room, setRoom] = useState("");
	const [arrow, setArrow] = useState("");
	const [lang, setLang] = useState<string>("en");
	const [second, setSecond] = useState<string>("fr");
	const [template, setTemplate] = useState("");
	const languages = LANGS.map((value) => ({ value: value as string, label: OWN_NAMES[value] }));
	return (
		<Paper id="signs" href={hrefOf("/api/door-signs.pdf", { room, arrow, lang, second: second === "" ? "none" : second, template })}>
			<Choose id="signs-room" label={t("admin.paper.room")} all={t("admin.all")} value={room} onChange={setRoom} options={rooms.value.map(({ id, name }) => ({ value: id, label: name }))} />
			<Choose id="signs-arrow" label={t("admin.paper.arrow")} all={t("admin.none")} value={arrow} onChange={setArrow} options={ARROWS.map((value) => ({ value, label: t(`admin.paper.arrow.${value}`) }))} />
			<Choose id="signs-lang" label={t("admin.paper.lang")} value={lang} onChange={(next) => { setLang(next); if (next === second) setSecond(lang); }} options={languages} />
			<Choose id="signs-second" label={t("admin.paper.second")} all={t("admin.none")} value={second} onChange={setSecond} options={languages.filter(({ value }) => value !== lang)} />
			<Choose id="signs-template" label={t("admin.template")} all={t("admin.paper.usual")} value={template} onChange={setTemplate} options={ofKind("door_sign")} />
		</Paper>
	);
}
