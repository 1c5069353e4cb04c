// A photo for the badge: by the webcam or from a file, moved and sized under a frame of 3:4 by mouse, finger or keys. What is sent
// is only what stands in the frame, drawn anew: no file of a stranger's camera leaves this page as it came.
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { ProblemPanel, type Failure } from "../../common/ui/problem.tsx";
import * as acts from "../acts.ts";
import { moved, rectOf, startCrop, zoomed, type Crop } from "../crop.ts";
import { formKey } from "../forms.ts";
import { person } from "../store.ts";

/** Half as much again as the server keeps. */
const SENT_WIDTH = 720;
const SENT_HEIGHT = 960;
const QUALITY = 0.92;
const STEP = 0.04;
const ZOOM_STEP = 1.1;

type Stage = { kind: "start"; wrong?: "file" | "camera" } | { kind: "camera"; stream: MediaStream } | { kind: "crop"; picture: ImageBitmap };

export function PhotoSheet({ onClose }: { onClose: () => void }): VNode {
	const [stage, setStage] = useState<Stage>({ kind: "start" });
	const streaming = stage.kind === "camera" ? stage.stream : null;
	useEffect(() => () => streaming?.getTracks().forEach((track) => track.stop()), [streaming]);
	const openCamera = async (): Promise<void> => {
		try {
			setStage({ kind: "camera", stream: await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1280 }, height: { ideal: 720 } } }) });
		} catch {
			setStage({ kind: "start", wrong: "camera" });
		}
	};
	const take = async (source: Blob | HTMLVideoElement): Promise<void> => {
		try {
			setStage({ kind: "crop", picture: await createImageBitmap(source) });
		} catch {
			setStage({ kind: "start", wrong: "file" });
		}
	};
	return (
		<Dialog title={t("desk.photo.title", { name: person.value?.name.display ?? "" })} onClose={onClose}>
			{stage.kind === "start" && <Start {...(stage.wrong && { wrong: stage.wrong })} onCamera={() => void openCamera()} onFile={(file) => void take(file)} />}
			{stage.kind === "camera" && <Camera stream={stage.stream} onTake={(video) => void take(video)} onBack={() => setStage({ kind: "start" })} />}
			{stage.kind === "crop" && <CropForm picture={stage.picture} onBack={() => setStage({ kind: "start" })} onClose={onClose} />}
		</Dialog>
	);
}

/** Browsers give a camera to pages from this machine or by https only; then there is still the file. */
function Start({ wrong, onCamera, onFile }: { wrong?: "file" | "camera"; onCamera: () => void; onFile: (file: File) => void }): VNode {
	const hasCamera = navigator.mediaDevices !== undefined;
	return (
		<div class="photo-start">
			{wrong !== undefined && <p class="photo-wrong" role="alert"><Icon name="cross" /> {t(wrong === "file" ? "desk.photo.wrong.file" : "desk.photo.wrong.camera")}</p>}
			{hasCamera ? <Button tone="main" icon="camera" chord="Enter" testId="photo.camera" onPress={onCamera}>{t("desk.photo.camera")}</Button> : <p class="soft">{t("desk.photo.no_camera")}</p>}
			<label class="photo-file">
				<span>{t("desk.photo.file")}</span>
				<input type="file" accept="image/jpeg,image/png" data-testid="photo.file" onChange={(event) => { const file = event.currentTarget.files?.[0]; if (file !== undefined) onFile(file); }} />
			</label>
			<p class="soft">{t("desk.photo.hint")}</p>
		</div>
	);
}

function Camera({ stream, onTake, onBack }: { stream: MediaStream; onTake: (video: HTMLVideoElement) => void; onBack: () => void }): VNode {
	const video = useRef<HTMLVideoElement>(null);
	const [isReady, setReady] = useState(false);
	useEffect(() => {
		if (video.current !== null) video.current.srcObject = stream;
	}, [stream]);
	return (
		<form class="photo-stage" onSubmit={(event) => { event.preventDefault(); if (isReady && video.current !== null) onTake(video.current); }}>
			<div class="photo-frame"><video ref={video} autoplay playsInline muted aria-label={t("desk.photo.live")} onLoadedData={() => setReady(true)} /></div>
			<div class="dialog-acts">
				<Button tone="quiet" icon="back" onPress={onBack}>{t("desk.photo.back")}</Button>
				<FocusedSubmit isDisabled={!isReady} testId="photo.take" label={t("desk.photo.take")} />
			</div>
		</form>
	);
}

/** The button that Enter presses; it takes the focus when its stage begins. */
function FocusedSubmit({ isDisabled, isBusy = false, testId, label }: { isDisabled: boolean; isBusy?: boolean; testId: string; label: string }): VNode {
	const place = useRef<HTMLSpanElement>(null);
	useEffect(() => {
		if (!isDisabled) place.current?.querySelector("button")?.focus();
	}, [isDisabled]);
	return <span ref={place}><Button type="submit" tone="main" icon="camera" chord="Enter" isDisabled={isDisabled} isBusy={isBusy} testId={testId} onPress={() => undefined}>{label}</Button></span>;
}

function CropForm({ picture, onBack, onClose }: { picture: ImageBitmap; onBack: () => void; onClose: () => void }): VNode {
	const canvas = useRef<HTMLCanvasElement>(null);
	const key = useRef(formKey());
	const [crop, setCrop] = useState<Crop>(() => startCrop(picture.width, picture.height));
	const [isBusy, setBusy] = useState(false);
	const [failure, setFailure] = useState<Failure | null>(null);
	useEffect(() => draw(canvas.current, picture, crop), [picture, crop]);
	useEffect(() => canvas.current?.focus(), []);
	const send = async (): Promise<void> => {
		const blob = await blobOf(canvas.current);
		if (blob === null || isBusy) return;
		setBusy(true);
		const wrong = await acts.setPhoto(blob, key.current);
		setBusy(false);
		setFailure(wrong);
		if (wrong === null) onClose();
		else if (wrong.kind === "refused") key.current = formKey();
	};
	const onKey = (event: KeyboardEvent): void => {
		const next = byKey(crop, event.key);
		if (next === null) return;
		event.preventDefault();
		setCrop(next);
	};
	const onDrag = (event: PointerEvent): void => {
		const frame = canvas.current;
		if (frame === null || event.buttons === 0) return;
		setCrop(moved(crop, { x: -event.movementX / frame.clientWidth, y: -event.movementY / frame.clientHeight }));
	};
	return (
		<form class="photo-stage" onSubmit={(event) => { event.preventDefault(); void send(); }}>
			{failure !== null && <ProblemPanel failure={failure} />}
			<canvas ref={canvas} class="photo-crop" width={SENT_WIDTH} height={SENT_HEIGHT} tabIndex={0} role="img" aria-label={t("desk.photo.crop")} data-testid="photo.crop"
				onKeyDown={onKey} onPointerMove={onDrag}
				onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
				onWheel={(event) => { event.preventDefault(); setCrop(zoomed(crop, crop.zoom * (event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP))); }} />
			<label class="photo-zoom">
				<span>{t("desk.photo.zoom")}</span>
				<input type="range" min={1} max={5} step={0.05} value={crop.zoom} onInput={(event) => setCrop(zoomed(crop, event.currentTarget.valueAsNumber))} />
			</label>
			<p class="soft">{t("desk.photo.crop.hint")}</p>
			<div class="dialog-acts">
				<Button tone="quiet" icon="back" onPress={onBack}>{t("desk.photo.back")}</Button>
				<Button type="submit" tone="main" icon="tick" chord="Enter" isBusy={isBusy} testId="photo.send" onPress={() => undefined}>{t("desk.photo.send")}</Button>
			</div>
		</form>
	);
}

function byKey(crop: Crop, key: string): Crop | null {
	switch (key) {
		case "ArrowLeft": return moved(crop, { x: -STEP, y: 0 });
		case "ArrowRight": return moved(crop, { x: STEP, y: 0 });
		case "ArrowUp": return moved(crop, { x: 0, y: -STEP });
		case "ArrowDown": return moved(crop, { x: 0, y: STEP });
		case "+": case "=": return zoomed(crop, crop.zoom * ZOOM_STEP);
		case "-": return zoomed(crop, crop.zoom / ZOOM_STEP);
		default: return null;
	}
}

function draw(canvas: HTMLCanvasElement | null, picture: ImageBitmap, crop: Crop): void {
	const part = rectOf(crop);
	const pen = canvas?.getContext("2d");
	if (pen == null) return;
	pen.imageSmoothingQuality = "high";
	pen.drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, SENT_WIDTH, SENT_HEIGHT);
}

function blobOf(canvas: HTMLCanvasElement | null): Promise<Blob | null> {
	return new Promise((resolve) => (canvas === null ? resolve(null) : canvas.toBlob(resolve, "image/jpeg", QUALITY)));
}
