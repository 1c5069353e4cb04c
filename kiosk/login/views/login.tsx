// The sign-in form.
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { TextField } from "../../common/ui/field.tsx";
import { LanguageRow } from "../../common/ui/languages.tsx";
import { ProblemPanel } from "../../common/ui/problem.tsx";
import * as login from "../login.ts";
import { isScreen } from "../device.ts";
import { DevicePart } from "./device.tsx";

export function LoginView(): VNode {
	if (isScreen) return <div class="page"><main class="page-main login-main" data-screen="true"><DevicePart /></main></div>;
	return (
		<div class="page">
			<header class="page-head"><LanguageRow /></header>
			<main class="page-main login-main">
				<div class="page-title"><h1>{t("login.title")}</h1><NextLine /></div>
				{login.isByCode.value ? <p role="status">{t("login.code.busy")}</p> : <><Form /><DevicePart /></>}
				<p class="page-links"><a href="/">{t("login.home")}</a></p>
			</main>
		</div>
	);
}

function NextLine(): VNode | null {
	const next = login.nextPage();
	return next === null ? null : <p class="page-lead">{t("login.for", { page: next.split("?")[0] ?? "/" })}</p>;
}

function Form(): VNode {
	const failure = login.failure.value;
	useEffect(() => document.getElementById("name")?.focus(), []);
	return (
		<form class="login-form" onSubmit={(event) => { event.preventDefault(); login.signIn(); }}>
			{failure !== null && <ProblemPanel failure={failure} />}
			<TextField id="name" label={t("login.name")} value={login.name.value} onInput={(text) => { login.name.value = text; }}
				autoComplete="username" isRequired />
			<TextField id="password" label={t("login.password")} type="password" dir="ltr" value={login.password.value}
				onInput={(text) => { login.password.value = text; }} autoComplete="current-password" isRequired />
			<Button type="submit" tone="main" isBusy={login.isBusy.value} onPress={() => undefined}>{t("login.send")}</Button>
			<p class="soft">{t("login.hint")}</p>
		</form>
	);
}
