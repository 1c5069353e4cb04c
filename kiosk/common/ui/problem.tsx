// What went wrong, in three parts: what happened, what is safe, what to do now.
import type { VNode } from "preact";
import type { Problem } from "../wire/types.ts";
import { hasKey, t } from "../text/t.ts";
import { Icon } from "./icon.tsx";

/** The two kinds of answer that need telling; structurally a part of net/api's Answer. */
export type Failure =
	| { kind: "refused"; problem: Problem }
	| { kind: "unknown"; why: "network" | "timeout" | "server"; problem?: Problem };

/** The sentence for a failure in the reader's language; the server's own English where the code is not known. */
export function failureText(failure: Failure): string {
	if (failure.kind === "unknown") return t(`err.${failure.why}`);
	const { code, title, detail } = failure.problem;
	const key = `err.${code}`;
	return hasKey(key) ? t(key) : (detail ?? title);
}

function isSignedOut(failure: Failure): boolean {
	return failure.kind === "refused" && failure.problem.status === 401 && location.pathname !== "/login";
}

function loginHere(): string {
	return `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
}

export function ProblemPanel({ failure, onRetry, onClose }: { failure: Failure; onRetry?: () => void; onClose?: () => void }): VNode {
	const detail = failure.kind === "refused" ? failure.problem.detail : undefined;
	const text = failureText(failure);
	return (
		<div class="problem" role="alert" data-kind={failure.kind} data-code={failure.problem?.code}>
			<Icon name={failure.kind === "unknown" ? "warn" : "cross"} />
			<div class="problem-text">
				<p>{text}</p>
				{detail !== undefined && detail !== text && <p class="problem-detail" dir="auto" lang="en">{detail}</p>}
				{failure.kind === "unknown" && <p>{t("ui.problem.safe")}</p>}
			</div>
			<div class="problem-acts">
				{isSignedOut(failure) && <a class="button" data-tone="main" href={loginHere()}>{t("ui.sign_in")}</a>}
				{onRetry !== undefined && <button type="button" class="button" onClick={onRetry}>{t("ui.problem.retry")}</button>}
				{onClose !== undefined && <button type="button" class="button" data-tone="quiet" onClick={onClose}>{t("ui.close")}</button>}
			</div>
		</div>
	);
}
