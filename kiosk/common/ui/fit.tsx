// As large as the box allows: for screens that are read from afar, where every text is another one. Measures; not for what scrolls.
import type { RefObject, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Lang } from "../wire/types.ts";
import { dirOf } from "../text/dir.ts";

/** Steps of the search: finer than anybody sees. */
const STEPS = 7;
/** A type so many times smaller than the largest is no help any more. */
const LEAST_PART = 12;

interface FitProps {
	text: string;
	/** The largest type, in hundredths of the window's shorter side. */
	most: number;
	class?: string;
	lang?: Lang | undefined;
	/** Level of the heading it is; none: a paragraph. */
	level?: 1 | 2;
}

/** Its box is given by the style around it; the text never makes it larger. */
export function Fit({ text, most, class: name = "", lang, level }: FitProps): VNode {
	const box = useFit<HTMLDivElement>(most, [text, lang]);
	const Text = level === 1 ? "h1" : level === 2 ? "h2" : "p";
	return (
		<div class={`fit ${name}`} ref={box}>
			<Text {...(lang !== undefined && { lang, dir: dirOf(lang) })}>{text}</Text>
		</div>
	);
}

/** A box whose type is at most so large, in hundredths of the window's shorter side, and smaller where what it holds would not fit:
 * measured again when something of `contents` is another. */
export function useFit<E extends HTMLElement>(most: number, contents: readonly unknown[]): RefObject<E | null> {
	const box = useRef<E>(null);
	useLayoutEffect(() => {
		const element = box.current;
		if (element === null) return;
		const again = (): void => fit(element, (most * Math.min(window.innerWidth, window.innerHeight)) / 100);
		again();
		const watch = new ResizeObserver(again);
		watch.observe(element);
		void document.fonts.ready.then(again);
		return () => watch.disconnect();
	}, [most, ...contents]);
	return box;
}

function fit(box: HTMLElement, most: number): void {
	const set = (px: number): void => box.style.setProperty("font-size", `${px}px`);
	const isIn = (): boolean => box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;
	set(most);
	if (isIn()) return;
	let [low, high] = [most / LEAST_PART, most];
	for (let step = 0; step < STEPS; step += 1) {
		const middle = (low + high) / 2;
		set(middle);
		if (isIn()) low = middle;
		else high = middle;
	}
	set(low);
}
