// What a device shows while it waits to be let in: its code, as large as a hand, and what to do with it.
import type { VNode } from "preact";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { ProblemPanel } from "../../common/ui/problem.tsx";
import * as device from "../device.ts";

export function DevicePart(): VNode {
	const code = device.code.value;
	const failure = device.failure.value;
	return (
		<section class="login-device" aria-labelledby="device-title">
			{device.isScreen ? <h1 id="device-title">{t("login.device")}</h1> : <h2 id="device-title">{t("login.device")}</h2>}
			{failure !== null && <ProblemPanel failure={failure} />}
			{code === null ? <Offer /> : <Waiting code={code} />}
		</section>
	);
}

function Offer(): VNode {
	return (
		<>
			<p class="soft" role="status">{device.isOver.value ? t("login.device.over") : t("login.device.what")}</p>
			{!device.isScreen && <Button testId="device.ask" onPress={() => void device.askToComeIn()}>{t("login.device.ask")}</Button>}
		</>
	);
}

function Waiting({ code }: { code: string }): VNode {
	return (
		<>
			<p class="device-code num" dir="ltr" data-testid="device-code">{code}</p>
			<p role="status">{t("login.device.wait", { code: Array.from(code.replace("-", "")).join(" ") })}</p>
			{!device.isScreen && <Button tone="quiet" onPress={device.stopAsking}>{t("login.device.stop")}</Button>}
		</>
	);
}
