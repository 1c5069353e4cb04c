// Reads badges with the device's camera: zxing compiled for the browser, its file served from our own box. Not for wedge scanners
// (scan.ts) and not for photos of people.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

/** insecure: plain http, where browsers give no camera · denied: the person or a policy said no · missing: there is none. */
export type CameraFailure = "insecure" | "denied" | "missing" | "broken";

export interface Camera {
	/** There is another camera to turn to. */
	hasOther: boolean;
	hasLamp: boolean;
	lamp(isOn: boolean): void;
	stop(): void;
}

export interface CameraOptions {
	/** Shows what the camera sees. */
	video: HTMLVideoElement;
	/** Every reading of a code, also the same one many times a second. */
	onRead(text: string): void;
	/** Turn to the next one of the device's cameras. */
	isOther?: boolean;
}

/** Enough for a badge at arm's length; a whole frame takes some 10 ms on a phone. */
const LONG_SIDE = 800;
const PAUSE_MS = 80;
const CHOSEN_ROW = "p2c.camera";
const READING = { formats: ["QRCode"], maxNumberOfSymbols: 1, tryHarder: true } satisfies Parameters<typeof readBarcodes>[1];

/** Asks for the camera and reads until it is stopped. */
export async function openCamera(options: CameraOptions): Promise<Camera | CameraFailure> {
	if (navigator.mediaDevices?.getUserMedia === undefined) return "insecure";
	try {
		const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: wanted(await chosen(options.isOther === true)) });
		const [track] = stream.getVideoTracks();
		if (track === undefined) return "missing";
		await prepareZXingModule({ overrides: { locateFile: () => wasmAddress() }, fireImmediately: true });
		options.video.srcObject = stream;
		await options.video.play();
		const stopReading = readFrames(options);
		return {
			hasOther: (await cameras()).length > 1,
			hasLamp: "torch" in (track.getCapabilities?.() ?? {}),
			lamp: (isOn) => void track.applyConstraints({ advanced: [{ torch: isOn } as MediaTrackConstraintSet] }).catch(() => {}),
			stop: () => {
				stopReading();
				for (const one of stream.getTracks()) one.stop();
				options.video.srcObject = null;
			},
		};
	} catch (error) {
		return failureOf(error);
	}
}

function failureOf(error: unknown): CameraFailure {
	const name = error instanceof DOMException ? error.name : "";
	if (name === "NotAllowedError" || name === "SecurityError") return "denied";
	return name === "NotFoundError" || name === "OverconstrainedError" ? "missing" : "broken";
}

/** Frame after frame, each when the one before is done with. Answers the stop. */
function readFrames({ video, onRead }: CameraOptions): () => void {
	const canvas = document.createElement("canvas");
	const paint = canvas.getContext("2d", { willReadFrequently: true });
	let isOver = false;
	const look = async (): Promise<void> => {
		const frame = paint === null || document.hidden ? null : grab(video, canvas, paint);
		if (frame !== null) {
			const [read] = await readBarcodes(frame, READING);
			if (!isOver && read?.isValid === true) onRead(read.text);
		}
		if (!isOver) window.setTimeout(() => void look(), PAUSE_MS);
	};
	void look();
	return () => { isOver = true; };
}

function grab(video: HTMLVideoElement, canvas: HTMLCanvasElement, paint: CanvasRenderingContext2D): ImageData | null {
	const { videoWidth: wide, videoHeight: high } = video;
	if (wide === 0 || high === 0) return null;
	const scale = Math.min(1, LONG_SIDE / Math.max(wide, high));
	canvas.width = Math.round(wide * scale);
	canvas.height = Math.round(high * scale);
	paint.drawImage(video, 0, 0, canvas.width, canvas.height);
	return paint.getImageData(0, 0, canvas.width, canvas.height);
}

function wanted(device: string | null): MediaTrackConstraints {
	const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
	return device === null ? { ...size, facingMode: "environment" } : { ...size, deviceId: { ideal: device } };
}

/** The camera of last time, or the one after it; null: the one that looks away from the person. */
async function chosen(isOther: boolean): Promise<string | null> {
	const before = localStorage.getItem(CHOSEN_ROW);
	if (!isOther) return before;
	const all = await cameras();
	const next = all[(all.findIndex(({ deviceId }) => deviceId === before) + 1) % all.length];
	if (next !== undefined) localStorage.setItem(CHOSEN_ROW, next.deviceId);
	return next?.deviceId ?? null;
}

async function cameras(): Promise<MediaDeviceInfo[]> {
	return (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
}

/** Written into the page by the build. */
function wasmAddress(): string {
	return document.querySelector<HTMLMetaElement>('meta[name="p2c-wasm"]')?.content ?? "";
}
