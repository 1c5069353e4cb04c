// A figure that counts up to its new value in 300 ms. Down it goes at once: what was withdrawn must not linger.
import { useEffect, useRef, useState } from "preact/hooks";

const COUNT_MS = 300;

function isCalm(): boolean {
	return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** `value` is an integer string of any length; the answer is what to show now. */
export function useCountUp(value: string): string {
	const [shown, setShown] = useState(value);
	const from = useRef(BigInt(value));
	useEffect(() => {
		const start = from.current;
		const target = BigInt(value);
		from.current = target;
		if (target <= start || isCalm()) {
			setShown(value);
			return undefined;
		}
		const began = performance.now();
		let frame = 0;
		const step = (at: number): void => {
			const share = Math.min(1, Math.max(0, (at - began) / COUNT_MS));
			const eased = BigInt(Math.round((1 - (1 - share) ** 3) * 1000));
			setShown(String(start + ((target - start) * eased) / 1000n));
			if (share < 1) frame = requestAnimationFrame(step);
		};
		frame = requestAnimationFrame(step);
		return () => {
			cancelAnimationFrame(frame);
			setShown(value);
		};
	}, [value]);
	return shown;
}
