// What a light sounds and feels like: made by the browser itself, no files. Three sounds that differ in pitch, number and colour, so
// that nobody has to look. Also keeps the screen awake.
import type { Light } from "../common/wire/door.ts";

interface Tone { hertz: number; fromMs: number; forMs: number; shape: OscillatorType }

/** Two that rise · three of the same · one long and low. */
const TONES: Record<Light, readonly Tone[]> = {
	green: [{ hertz: 880, fromMs: 0, forMs: 90, shape: "sine" }, { hertz: 1320, fromMs: 100, forMs: 160, shape: "sine" }],
	amber: [0, 170, 340].map((fromMs) => ({ hertz: 620, fromMs, forMs: 110, shape: "triangle" })),
	red: [{ hertz: 196, fromMs: 0, forMs: 260, shape: "square" }, { hertz: 147, fromMs: 270, forMs: 380, shape: "square" }],
};
const PULSES: Record<Light, readonly number[]> = { green: [60], amber: [70, 90, 70, 90, 70], red: [450] };
const LOUDNESS = 0.35;
/** Without a slope the loudspeaker clicks. */
const SLOPE_S = 0.008;

let sound: AudioContext | null = null;

/** Browsers let a page sound only after somebody touched it; call it on every press. */
export function wakeSound(): void {
	if (typeof AudioContext === "undefined") return;
	sound ??= new AudioContext();
	if (sound.state === "suspended") void sound.resume();
}

export function signalLight(light: Light, isSilent: boolean): void {
	navigator.vibrate?.([...PULSES[light]]);
	if (isSilent || sound === null) return;
	for (const tone of TONES[light]) play(sound, tone);
}

function play(to: AudioContext, { hertz, fromMs, forMs, shape }: Tone): void {
	const from = to.currentTime + fromMs / 1000;
	const until = from + forMs / 1000;
	const voice = to.createOscillator();
	const level = to.createGain();
	voice.type = shape;
	voice.frequency.value = hertz;
	level.gain.setValueAtTime(0, from);
	level.gain.linearRampToValueAtTime(LOUDNESS, from + SLOPE_S);
	level.gain.setValueAtTime(LOUDNESS, until - SLOPE_S);
	level.gain.linearRampToValueAtTime(0, until);
	voice.connect(level).connect(to.destination);
	voice.start(from);
	voice.stop(until);
}

/** A door's phone does not go dark between two guests. The lock is lost with each look elsewhere, so it is taken again. */
export function stayAwake(): void {
	const take = (): void => {
		if (document.visibilityState === "visible") void navigator.wakeLock?.request("screen").catch(() => {});
	};
	document.addEventListener("visibilitychange", take);
	take();
}
