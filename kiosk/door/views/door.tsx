// The door as a whole.
import type { VNode } from "preact";
import { t } from "../../common/text/t.ts";

export function DoorView(): VNode {
	return <main><h1>{t("door.title")}</h1></main>;
}
