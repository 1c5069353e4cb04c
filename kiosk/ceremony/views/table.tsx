// The middle of the screen: who stands at the table now, large, and what keeps the signature from being given.
import type { VNode } from "preact";
import { category } from "../../common/net/catalogue.ts";
import { number, time, timeWithSeconds } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { ActionButton, Button } from "../../common/ui/button.tsx";
import { CategoryBand, StateChip } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi, PersonNameView } from "../../common/ui/name.tsx";
import type { Signatory } from "../../common/wire/types.ts";
import { actions } from "../actions.ts";
import * as commands from "../commands.ts";
import * as store from "../store.ts";
import { AuthorityChip, kindText } from "./state.tsx";

export function Table(): VNode {
	const row = store.now.value;
	return (
		<>
			<section class="at-table" aria-labelledby="now-title" data-testid="now">
				<h2 id="now-title" class="stage-title">{t("ceremony.now")}</h2>
				{row === null ? <Nobody /> : <Called key={row.id} row={row} />}
			</section>
			<NextOnes />
		</>
	);
}

function Nobody(): VNode {
	const first = store.next.value[0];
	const state = store.declaration.value?.state;
	const text = state === "draft" ? t("ceremony.now.draft") : state === "closed" ? t("ceremony.now.closed") : first === undefined ? t("ceremony.now.all") : t("ceremony.now.none");
	return (
		<div class="nobody">
			<p>{text}</p>
			{state === "open" && first !== undefined && (
				<p class="nobody-next"><span class="soft">{t("ceremony.next.one")}</span> <b><Bdi text={store.linesOf(first.entity).main} /></b></p>
			)}
			<div class="acts">{state === "open" && first !== undefined && <ActionButton actions={actions} id="call.next" tone="main" icon="forward" />}</div>
		</div>
	);
}

function Called({ row }: { row: Signatory }): VNode {
	const { main, sub } = store.linesOf(row.entity);
	const band = row.person === null ? undefined : category(row.person.category);
	return (
		<article class="called" data-row={row.id}>
			<p class="called-entity"><Bdi text={main} /></p>
			{sub !== "" && <p class="called-sub"><Bdi text={sub} /></p>}
			{row.person !== null && (
				<div class="called-person">
					<PersonNameView name={row.person.name} />
					{row.person.title !== null && <p class="soft"><Bdi text={row.person.title} /></p>}
					<p class="called-flags">
						{band !== undefined && <CategoryBand category={band} />}
						<AuthorityChip row={row} />
						{row.photo_at !== null && <StateChip tone="ok" text={t("ceremony.photo.at", { at: time(row.photo_at) })} />}
					</p>
				</div>
			)}
			{row.capacity !== "" && <p><Bdi text={row.capacity} /></p>}
			<Blocks row={row} />
			<div class="acts">
				<ActionButton actions={actions} id="sign.paper" icon="person" />
				<ActionButton actions={actions} id="mark.photo" />
				<ActionButton actions={actions} id="mark.late" icon="clock" />
				<ActionButton actions={actions} id="mark.absent" icon="cross" />
				<ActionButton actions={actions} id="undo" tone="quiet" icon="back" />
			</div>
		</article>
	);
}

/** Either a band that says what is missing, with the button that mends it, or that the tablet is ready. */
function Blocks({ row }: { row: Signatory }): VNode {
	const open = (): void => { store.sheet.value = { kind: "signatory", id: row.id }; };
	if (row.person === null) {
		return (
			<div class="block" data-tone="warn" data-testid="block">
				<Icon name="warn" />
				<p><b>{t("ceremony.block.person")}</b></p>
				<Button tone="main" onPress={open}>{t("ceremony.block.name")}</Button>
			</div>
		);
	}
	if (row.authority.state === "unseen") {
		const kind = row.entity.type === "government" ? "full_powers" : "mandate";
		return (
			<div class="block" data-tone="warn" data-testid="block">
				<Icon name="warn" />
				<p><b>{t("ceremony.block.authority")}</b></p>
				<Button tone="main" icon="tick" testId="seen" isBusy={store.isBusy.value} onPress={() => void commands.correct(row, { authority: { state: "seen", kind } })}>
					{t("ceremony.seen", { kind: kindText(kind) })}
				</Button>
				<Button tone="quiet" onPress={open}>{t("ceremony.other")}</Button>
			</div>
		);
	}
	return (
		<div class="block" data-tone="ok" data-testid="ready">
			<Icon name="tick" />
			<p><b>{t("ceremony.ready")}</b> <span class="soft">{t("ceremony.authority.by", { by: row.authority.by ?? "", at: row.authority.at === null ? "" : time(row.authority.at) })}</span></p>
		</div>
	);
}

function NextOnes(): VNode {
	const rows = store.next.value;
	const last = store.signed.value[0];
	return (
		<section class="next" aria-labelledby="next-title">
			<h2 id="next-title" class="stage-title">{t("ceremony.next")}</h2>
			<ol role="list" data-testid="next">
				{rows.map((row) => (
					<li key={row.id} class="next-row">
						<span class="row-place num">{number(row.position)}</span>
						<span><b><Bdi text={store.linesOf(row.entity).main} /></b>{row.person !== null && <span class="soft"> · <Bdi text={row.person.name.display} /></span>}</span>
						<AuthorityChip row={row} />
					</li>
				))}
			</ol>
			{rows.length === 0 && <p class="empty">{t("ceremony.next.none")}</p>}
			{last?.signature != null && (
				<p class="last" data-testid="last">
					<Icon name="tick" />
					<span>{t("ceremony.last", { name: store.linesOf(last.entity).main, at: timeWithSeconds(last.signature.signed_at) })}</span>
				</p>
			)}
		</section>
	);
}
