// The camera of this door: on and off, the other one, the lamp. One at a time.
import { openCamera, type Camera } from "../common/input/camera.ts";
import { scanned } from "./scan.ts";
import * as store from "./store.ts";

let camera: Camera | null = null;
/** Presses are fast, cameras are slow: only the last wish counts. */
let wish = 0;

export async function startCamera(video: HTMLVideoElement, isOther = false): Promise<void> {
	wish += 1;
	const mine = wish;
	stop();
	store.camera.value = "starting";
	const opened = await openCamera({ video, onRead: scanned, isOther });
	if (mine !== wish) {
		if (typeof opened !== "string") opened.stop();
		return;
	}
	if (typeof opened === "string") {
		store.camera.value = opened;
		return;
	}
	camera = opened;
	store.hasOtherCamera.value = opened.hasOther;
	store.hasLamp.value = opened.hasLamp;
	store.camera.value = "on";
}

export function stopCamera(): void {
	wish += 1;
	stop();
	store.camera.value = "off";
}

export function lamp(isOn: boolean): void {
	camera?.lamp(isOn);
}

function stop(): void {
	camera?.stop();
	camera = null;
}
