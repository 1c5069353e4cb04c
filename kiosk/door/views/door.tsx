// The door as a whole: head count on top, the answer over everything else, what a thumb needs at the bottom.
import type { VNode } from "preact";
import { conflicts } from "../../common/net/conflicts.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { OfflineChips } from "../../common/ui/offline.tsx";
import * as scan from "../scan.ts";
import * as seeing from "../seeing.ts";
import * as store from "../store.ts";
import { Answer } from "./answer.tsx";
import { Head } from "./head.tsx";
import { Recent } from "./recent.tsx";
import { Sheets } from "./sheets.tsx";

export function DoorView(): VNode {
	const shown = store.shown.value;
	return (
		<>
			<div class="door" data-light={shown?.light ?? "none"} data-camera={store.camera.value}>
				<Head />
				<OfflineChips conflicts={conflicts.value.length} onLook={() => { store.sheet.value = "conflicts"; }} />
				<main class="door-main" {...(shown !== null && { tabIndex: 0 })}>
					<Viewfinder />
					{shown === null && <Ready />}
					{shown !== null && <Answer key={shown.n} shown={shown} />}
				</main>
				<Thumb />
			</div>
			<Sheets />
		</>
	);
}

/** What the camera sees; there even while it is off, so that it can be started. */
function Viewfinder(): VNode {
	const isOn = store.camera.value === "on" || store.camera.value === "starting";
	return (
		<div class="finder" hidden={!isOn}>
			<video id="finder" muted playsInline aria-label={t("door.camera.sees")} />
			<span class="finder-frame" aria-hidden="true" />
			{isOn && (
				<div class="finder-acts">
					{store.hasOtherCamera.value && <Button onPress={() => startCamera(true)}>{t("door.camera.other")}</Button>}
					{store.hasLamp.value && <Button onPress={() => seeing.lamp(true)}>{t("door.camera.lamp")}</Button>}
				</div>
			)}
		</div>
	);
}

function startCamera(isOther = false): void {
	const video = document.getElementById("finder");
	if (video instanceof HTMLVideoElement) void seeing.startCamera(video, isOther);
}

/** Between two guests. */
function Ready(): VNode {
	const state = store.camera.value;
	const isSeeing = state === "on" || state === "starting";
	const failure = state === "off" || isSeeing ? null : state;
	return (
		<div class="ready" data-testid="ready" data-seeing={isSeeing}>
			{store.isChecking.value
				? <p class="ready-words" role="status"><Icon name="clock" />{t("door.checking")}</p>
				: <p class="ready-words"><Icon name={store.direction.value === "in" ? "door" : "forward"} />{t(`door.ready.${store.direction.value}`)}</p>}
			{failure !== null && <p class="ready-failure" role="alert">{t(`door.camera.${failure}`)}</p>}
			{!isSeeing && <Recent />}
		</div>
	);
}

function Thumb(): VNode {
	const shown = store.shown.value;
	if (shown?.isAsking === true) {
		return (
			<div class="thumb" data-kind="decide">
				<button type="button" class="thumb-big" data-decide="refuse" data-testid="refuse" onClick={() => scan.decideShown("refuse")}><Icon name="cross" />{t("door.refuse")}</button>
				<button type="button" class="thumb-big" data-decide="admit" data-testid="admit" onClick={() => scan.decideShown("admit")}><Icon name="tick" />{t("door.admit")}</button>
			</div>
		);
	}
	const isSeeing = store.camera.value === "on" || store.camera.value === "starting";
	return (
		<div class="thumb" data-kind="tools">
			<button type="button" class="thumb-tool" aria-pressed={isSeeing} data-testid="camera" onClick={() => (isSeeing ? seeing.stopCamera() : startCamera())}><Icon name="camera" />{t("door.camera")}</button>
			<button type="button" class="thumb-tool" data-testid="type" onClick={() => { store.sheet.value = "type"; }}><Icon name="pen" />{t("door.type")}</button>
			<button type="button" class="thumb-tool" data-testid="more" onClick={() => { store.sheet.value = "more"; }}><Icon name="more" />{t("door.more")}</button>
		</div>
	);
}
