// One sign.
import type { VNode } from "preact";
import { t } from "../../common/text/t.ts";
import { Strip } from "../../common/ui/strip.tsx";

export function Screen(): VNode {
	return (
		<div class="sign">
			<h1>{t("sign.title")}</h1>
			<Strip />
		</div>
	);
}
