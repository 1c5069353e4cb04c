// The right half: who signs, the pad, and the two acts: clear and sign.
import type { VNode } from "preact";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Field } from "../../common/ui/field.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi, PersonNameView } from "../../common/ui/name.tsx";
import type { Signatory } from "../../common/wire/types.ts";
import { sign } from "../outbox.ts";
import { attachPad, clearPad } from "../pad.ts";
import * as store from "../store.ts";

export function Sign({ row }: { row: Signatory }): VNode {
	return (
		<main class="signing" data-testid="signing" data-row={row.id}>
			<Who row={row} />
			{store.isOnPaper.value ? <OnPaper /> : <OnTablet row={row} />}
		</main>
	);
}

function Who({ row }: { row: Signatory }): VNode {
	const { main, sub } = store.linesOf(row.entity);
	return (
		<header class="who">
			{row.person !== null && (
				<div class="who-person">
					<PersonNameView name={row.person.name} />
					{row.person.title !== null && <p class="soft"><Bdi text={row.person.title} /></p>}
				</div>
			)}
			<div class="who-entity">
				<p class="soft">{t("signing.signs_for")}</p>
				<p class="who-main"><Bdi text={main} /></p>
				{sub !== "" && <p class="soft"><Bdi text={sub} /></p>}
				{row.capacity !== "" && <p><Bdi text={row.capacity} /></p>}
			</div>
		</header>
	);
}

function OnPaper(): VNode {
	return (
		<div class="on-paper" data-testid="on-paper">
			<p>{t("signing.paper.text")}</p>
			<Button onPress={() => { store.isOnPaper.value = false; }}>{t("signing.paper.back")}</Button>
		</div>
	);
}

function OnTablet({ row }: { row: Signatory }): VNode {
	const isBlocked = row.person === null || row.authority.state === "unseen";
	const isBusy = store.sending.value !== null;
	return (
		<>
			{isBlocked && <p class="band-note" role="status" data-testid="blocked"><Icon name="clock" /><span>{t("signing.blocked")}</span></p>}
			{store.isTextNew.value && <NewText />}
			<div class="pad" data-busy={isBusy}>
				<canvas class="pad-canvas" ref={attachPad} role="img" aria-label={t("signing.pad")} data-testid="pad" />
				<p class="pad-hint" hidden={store.hasInk.value} aria-hidden="true"><Icon name="pen" />{t("signing.pad.hint")}</p>
			</div>
			<Remarks />
			<div class="sign-acts">
				<Button testId="clear" isDisabled={!store.hasInk.value || isBusy} onPress={clearPad}>{t("signing.clear")}</Button>
				<Button tone="quiet" testId="paper" isDisabled={isBusy} onPress={() => { store.isOnPaper.value = true; }}>{t("signing.paper")}</Button>
				<Button tone="main" icon="pen" testId="sign" isBusy={isBusy} isDisabled={!store.hasInk.value || isBlocked || store.isTextNew.value} onPress={() => void sign()}>
					{isBusy ? t("signing.signing") : t("signing.sign")}
				</Button>
			</div>
		</>
	);
}

/** The text changed under the reader's eyes: nothing is signed unread. */
function NewText(): VNode {
	const read = (): void => { store.readHash.value = store.ceremony.peek()?.declaration.text.sha256 ?? null; };
	return (
		<div class="band-note" role="alert" data-testid="text-changed">
			<Icon name="warn" />
			<span>{t("signing.text.changed")}</span>
			<Button onPress={read}>{t("signing.text.read")}</Button>
		</div>
	);
}

function Remarks(): VNode {
	return (
		<details class="remarks">
			<summary>{t("signing.remarks")}</summary>
			<div class="remarks-fields">
				<Field id="reservation" label={t("signing.reservation")}>
					<textarea class="input" id="reservation" dir="auto" rows={2} value={store.reservation.value} onInput={(event) => { store.reservation.value = event.currentTarget.value; }} />
				</Field>
				<Field id="statement" label={t("signing.statement")}>
					<textarea class="input" id="statement" dir="auto" rows={2} value={store.statement.value} onInput={(event) => { store.statement.value = event.currentTarget.value; }} />
				</Field>
			</div>
		</details>
	);
}
