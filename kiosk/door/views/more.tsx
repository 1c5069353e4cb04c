// The rest: sound, language, drill, signing out, and how old what this door holds is.
import type { VNode } from "preact";
import { me } from "../../common/net/catalogue.ts";
import { conflicts } from "../../common/net/conflicts.ts";
import { refused } from "../../common/net/outbox.ts";
import { shortDay, time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { LanguageRow } from "../../common/ui/languages.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { DrillButton } from "../../common/ui/offline.tsx";
import { canHoldList, listMadeAt } from "../list.ts";
import { leave } from "../leave.ts";
import * as store from "../store.ts";

export function MoreSheet({ onClose }: { onClose: () => void }): VNode {
	const open = (sheet: store.Sheet) => (): void => { store.sheet.value = sheet; };
	const late = conflicts.value.length + refused.value.length;
	return (
		<Dialog title={t("door.more")} onClose={onClose}>
			<div class="more">
				<Button onPress={open("inside")} icon="people" testId="inside">{t("door.evacuation")}</Button>
				<Button onPress={open("conflicts")} icon="warn" testId="late">{late === 0 ? t("offline.title") : t("offline.look", { n: late })}</Button>
				<Button isPressed={store.isSilent.value} onPress={() => { store.isSilent.value = !store.isSilent.peek(); }} testId="silent">{t("door.silent")}</Button>
				<DrillButton />
				<ListAge />
				<LanguageRow />
				<p class="soft"><Bdi text={me.value?.name ?? ""} /></p>
				<Button tone="quiet" onPress={leave}>{t("ui.sign_out")}</Button>
			</div>
		</Dialog>
	);
}

function ListAge(): VNode {
	const at = listMadeAt.value;
	const text = !canHoldList ? t("offline.insecure.why") : at === null ? t("door.list.none") : t("door.list.age", { at: `${shortDay(at)} ${time(at)}` });
	return <p class="sheet-note" data-testid="list-age">{text}</p>;
}
