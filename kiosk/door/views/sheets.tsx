// What opens over the door.
import type { VNode } from "preact";
import { conflicts, resolve } from "../../common/net/conflicts.ts";
import { refused, sendAgain, settle, settled } from "../../common/net/outbox.ts";
import { t } from "../../common/text/t.ts";
import { Conflicts } from "../../common/ui/conflicts.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import * as store from "../store.ts";
import { InsideSheet } from "./inside.tsx";
import { MoreSheet } from "./more.tsx";
import { PointSheet } from "./points.tsx";
import { TypeSheet } from "./type.tsx";

const close = (): void => { store.sheet.value = "none"; };

export function Sheets(): VNode | null {
	switch (store.sheet.value) {
		case "points": return <PointSheet onClose={close} />;
		case "type": return <TypeSheet onClose={close} />;
		case "inside": return <InsideSheet onClose={close} />;
		case "conflicts": return <LateSheet />;
		case "more": return <MoreSheet onClose={close} />;
		case "none": return null;
	}
}

function LateSheet(): VNode {
	return (
		<Dialog title={t("offline.title")} onClose={close}>
			<Conflicts
				conflicts={conflicts.value}
				refused={refused.value}
				settled={settled.value}
				onResolve={resolve}
				onSettle={settle}
				onAgain={sendAgain}
				pointName={(id) => store.points.value.find((point) => point.id === id)?.name ?? id}
			/>
		</Dialog>
	);
}
