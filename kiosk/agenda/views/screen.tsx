// The frame of the kiosk page: where and when at the top, the view in the middle, the ways through the agenda within reach at the bottom.
import type { RefObject, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { freshness, truthAt } from "../../common/net/link.ts";
import { day, time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Icon } from "../../common/ui/icon.tsx";
import { LanguageRow } from "../../common/ui/languages.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { Strip } from "../../common/ui/strip.tsx";
import { fragmentOf, routeOf, TABS, type Tab, type View } from "../route.ts";
import { agenda, device, idle, keptAt, look, minute, route, toggle, venue, visit } from "../store.ts";
import { back } from "../visit.ts";
import { IdleQuestion } from "./idle.tsx";
import { DayView, FocusView, RoomView } from "./list.tsx";
import { Keyboard } from "./keyboard.tsx";
import { NowView } from "./now.tsx";
import { OwnView } from "./own.tsx";
import { PersonView, SessionView } from "./page.tsx";
import { Text } from "./parts.tsx";
import { PeopleView, SearchView } from "./search.tsx";
import { Sign } from "./sign.tsx";

const VIEWS: Record<View, () => VNode> = {
	now: NowView,
	day: DayView,
	rooms: RoomView,
	focus: FocusView,
	people: PeopleView,
	search: SearchView,
	own: OwnView,
	person: PersonView,
	session: SessionView,
};

export function Screen(): VNode {
	const main = useRef<HTMLElement>(null);
	const { isLowered } = look.value;
	const { view } = route.value;
	const View = VIEWS[view];
	usePlace(main);
	return (
		<div class="screen" data-lowered={isLowered} data-view={view}>
			<Head />
			<div class="tools"><LanguageRow /></div>
			<main class="page" ref={main} aria-busy={agenda.value === null}>
				<Kept />
				{view === "session" || view === "person" ? <Back /> : null}
				{agenda.value === null ? <Wait /> : <View />}
			</main>
			{view === "search" && device.value.isStand && <Keyboard />}
			<Dock />
			<Strip><Switches /></Strip>
			{idle.value.phase === "asking" && <IdleQuestion />}
		</div>
	);
}

/** A new page starts at its top, with its heading for screen readers; going back returns to where one was. */
function usePlace(main: RefObject<HTMLElement | null>): void {
	const tops = useRef(new Map<number, number>());
	const { route: current, arrival, depth } = visit.value;
	const isReady = agenda.value !== null;
	const fragment = current.view === "search" ? "search" : fragmentOf(current);
	useLayoutEffect(() => {
		const page = main.current;
		if (page === null) return undefined;
		if (arrival === "back") page.scrollTop = tops.current.get(depth) ?? 0;
		else if (current.view !== "day") page.scrollTop = 0;
		if (current.view !== "search" && (depth > 0 || arrival === "back")) page.querySelector("h1")?.focus({ preventScroll: true });
		const keep = (): unknown => tops.current.set(depth, page.scrollTop);
		page.addEventListener("scroll", keep, { passive: true });
		return () => page.removeEventListener("scroll", keep);
	}, [fragment, depth, isReady]);
}

/** Said as soon as the agenda may have moved on without this screen. */
function Kept(): VNode | null {
	const at = keptAt.value ?? (freshness.value === "live" ? null : truthAt.value);
	if (at === null || at === 0 || agenda.value === null) return null;
	const minutes = Math.max(0, Math.floor((minute.value - at) / 60_000));
	return (
		<p class="kept" role="status" data-testid="kept">
			<Icon name="warn" />
			<span>{t("agenda.kept", { time: time(at), day: day(at), minutes })}</span>
		</p>
	);
}

function Head(): VNode {
	const { place } = device.value;
	const current = agenda.value;
	return (
		<header class="head">
			<div class="head-what">
				<p class="head-title">{current === null ? t("agenda.title") : <Text of={current.title} />}</p>
				<p class="head-place">
					<Sign name="pin" />
					{place === "" ? <Bdi text={venue.value} /> : <span>{t("agenda.here", { place })}</span>}
				</p>
			</div>
			<p class="head-when">
				<time class="head-clock" dir="ltr">{time(minute.value)}</time>
				<span class="head-day">{day(minute.value)}</span>
			</p>
		</header>
	);
}

function Back(): VNode {
	return (
		<button type="button" class="back" onClick={back}>
			<Icon name="back" />
			<span>{t("agenda.session.back")}</span>
		</button>
	);
}

function Wait(): VNode {
	return (
		<div class="empty" role="status">
			<h1>{t("agenda.wait.title")}</h1>
			<p>{t("agenda.wait.text")}</p>
		</div>
	);
}

function Dock(): VNode {
	const { view } = route.value;
	const current: Tab | null = view === "session" ? null : view === "person" ? "people" : view;
	return (
		<nav class="dock" aria-label={t("agenda.nav")}>
			{TABS.map((tab) => (
				<a key={tab} data-tab={tab} href={fragmentOf(routeOf(tab))} aria-current={tab === current ? "page" : undefined}>
					<Sign name={tab} />
					<span>{t(`agenda.nav.${tab}`)}</span>
				</a>
			))}
		</nav>
	);
}

function Switches(): VNode {
	const { isContrast, isLarge, isLowered } = look.value;
	return (
		<>
			<button type="button" class="switch-button" aria-pressed={isLarge} onClick={() => toggle("isLarge")}>
				<Sign name="large" /><span>{t("agenda.large")}</span>
			</button>
			<button type="button" class="switch-button" aria-pressed={isContrast} onClick={() => toggle("isContrast")}>
				<Sign name="contrast" /><span>{t("agenda.contrast")}</span>
			</button>
			<button type="button" class="switch-button" data-only="tall" aria-pressed={isLowered} onClick={() => toggle("isLowered")}>
				<Sign name="lower" /><span>{t("agenda.lower")}</span>
			</button>
		</>
	);
}
