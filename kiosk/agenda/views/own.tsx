// Somebody's own agenda: how to ask for it with the badge, and what it says.
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Camera, CameraFailure } from "../../common/input/camera.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { OwnList } from "../../common/ui/own.tsx";
import { Qr } from "../../common/ui/qr.tsx";
import type { OwnAgenda } from "../../common/wire/venue.ts";
import { codeOf, forgetOwn, lookForBadge } from "../own.ts";
import { fragmentOf } from "../route.ts";
import { minute, own, roomOf } from "../store.ts";

export function OwnView(): VNode {
	const now = own.value;
	if (now.state === "shown") return <Shown of={now.agenda} />;
	return (
		<>
			<h1 tabIndex={-1}>{t("agenda.own.title")}</h1>
			<p class="own-how" role="status" data-state={now.state}>
				{now.state === "asking" && t("agenda.own.asking")}
				{now.state === "refused" && t(`agenda.own.refused.${now.why}`)}
				{now.state === "none" && t("agenda.own.how")}
			</p>
			<Badge />
			<Eye />
			<p class="lead">{t("agenda.own.privacy")}</p>
		</>
	);
}

/** A badge under a beam, drawn. */
function Badge(): VNode {
	return (
		<svg class="own-badge" viewBox="0 0 120 90" aria-hidden="true">
			<path class="own-paper" d="M35 18h50v64h-50z" />
			<path d="M52 18v-10h16v10M44 32h32M44 40h20M47 52h9v9h-9zM64 52h9v9h-9zM47 68h9v6h-9zM64 68h3M70 74h3M67 64v3" />
			<path class="own-beam" d="M20 58h80" />
		</svg>
	);
}

/** The device's own camera, for kiosks without a scanner. */
function Eye(): VNode {
	const video = useRef<HTMLVideoElement>(null);
	const [isOn, setOn] = useState(false);
	const [failure, setFailure] = useState<CameraFailure | null>(null);
	useEffect(() => {
		if (!isOn || video.current === null) return undefined;
		let isOver = false;
		let camera: Camera | null = null;
		void lookForBadge(video.current, () => setOn(false)).then((opened) => {
			if (typeof opened === "string") {
				setFailure(opened);
				setOn(false);
			} else if (isOver) opened.stop();
			else camera = opened;
		});
		return () => {
			isOver = true;
			camera?.stop();
		};
	}, [isOn]);
	return (
		<div class="own-eye">
			{isOn && <video ref={video} class="own-video" muted playsInline aria-label={t("agenda.own.camera")} />}
			{failure !== null && <p role="status">{t("agenda.own.no_camera")}</p>}
			<Button icon="camera" isPressed={isOn} onPress={() => { setFailure(null); setOn(!isOn); }} testId="own-camera">
				{isOn ? t("agenda.own.camera_off") : t("agenda.own.camera")}
			</Button>
		</div>
	);
}

function Shown({ of }: { of: OwnAgenda }): VNode {
	const [code, setCode] = useState<string[] | null>(null);
	useEffect(() => void codeOf(of.link).then(setCode), [of.link]);
	return (
		<article class="own" data-testid="own">
			<header class="own-head">
				<h1 tabIndex={-1}><Bdi text={of.name.display} /></h1>
				<Button tone="main" onPress={forgetOwn} testId="own-done">{t("agenda.own.done")}</Button>
			</header>
			<OwnList items={of.items} now={minute.value} roomOf={roomOf}
				addressOf={(session) => fragmentOf({ view: "session", session: session.id })} />
			<aside class="own-take">
				{code !== null && <Qr rows={code} label={t("agenda.own.qr")} />}
				<p>{t("agenda.own.take")}</p>
			</aside>
		</article>
	);
}
