// A list to work with: filter, sorting by its heads, pages, and what is shown as a CSV file. One button a row opens it.
import type { ComponentChildren, VNode } from "preact";
import { number } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { type Column, csvOf, download, filtered, type ListState, PAGE, sorted, stateOf } from "../lists.ts";

export interface TableProps<T> {
	/** Names the list's state and its file. */
	id: string;
	caption: string;
	rows: readonly T[];
	columns: readonly Column<T>[];
	keyOf: (row: T) => string;
	/** The row that is open beside the list. */
	openKey?: string;
	onOpen?: (row: T) => void;
	/** Said when there is nothing at all. */
	empty: string;
	/** A list with a search of its own has no filter. */
	hasFilter?: boolean;
	tools?: ComponentChildren;
	acts?: ComponentChildren;
}

export function Table<T>(props: TableProps<T>): VNode {
	const state = stateOf(props.id);
	const { text, sort, page } = state.value;
	const rows = sorted(filtered(props.rows, props.columns, text), props.columns, sort);
	const pages = Math.max(1, Math.ceil(rows.length / PAGE));
	const at = Math.min(page, pages - 1);
	const visible = rows.slice(at * PAGE, (at + 1) * PAGE);
	const turn = (change: Partial<ListState>): void => { state.value = { ...state.peek(), page: 0, ...change }; };
	return (
		<section class="list" aria-label={props.caption} data-testid={`list-${props.id}`}>
			<div class="list-tools">
				{props.hasFilter !== false && <Filter id={props.id} text={text} onInput={(next) => turn({ text: next })} />}
				{props.tools}
				<div class="list-acts">
					{props.acts}
					<Button tone="quiet" icon="sheet" testId={`csv-${props.id}`} isDisabled={rows.length === 0} onPress={() => download(`${props.id}.csv`, csvOf(rows, props.columns))}>{t("admin.list.csv")}</Button>
				</div>
			</div>
			<div class="list-scroll" tabIndex={0} role="region" aria-label={props.caption}>
				<table class="table">
					<thead><tr>{props.columns.map((column) => <Head key={column.id} column={column} sort={sort} onSort={(next) => turn({ sort: next })} />)}</tr></thead>
					<tbody>{visible.map((row) => <Row key={props.keyOf(row)} row={row} table={props as TableProps<unknown>} />)}</tbody>
				</table>
				{rows.length === 0 && <p class="list-empty">{props.rows.length === 0 ? props.empty : t("admin.list.nothing")}</p>}
			</div>
			<div class="list-foot">
				<span data-testid={`count-${props.id}`}>{range(rows.length, at, visible.length)}</span>
				{pages > 1 && (
					<span class="pages">
						<PageButton icon="back" label={t("admin.list.before")} isDisabled={at === 0} onPress={() => turn({ page: at - 1 })} />
						<PageButton icon="forward" label={t("admin.list.after")} isDisabled={at >= pages - 1} onPress={() => turn({ page: at + 1 })} />
					</span>
				)}
			</div>
		</section>
	);
}

function range(all: number, page: number, visible: number): string {
	if (all <= PAGE) return t("admin.list.count", { n: all });
	return t("admin.list.range", { from: number(page * PAGE + 1), to: number(page * PAGE + visible), all: number(all) });
}

function Filter({ id, text, onInput }: { id: string; text: string; onInput: (text: string) => void }): VNode {
	return (
		<label class="filter">
			<span class="sr-only">{t("admin.list.filter")}</span>
			<Icon name="search" />
			<input class="input" type="search" data-testid={`filter-${id}`} value={text} dir="auto" autocomplete="off" spellcheck={false} placeholder={t("admin.list.filter")}
				onInput={(event) => onInput(event.currentTarget.value)} />
		</label>
	);
}

/** Rising, falling, as it came. */
function Head<T>({ column, sort, onSort }: { column: Column<T>; sort: ListState["sort"]; onSort: (sort: ListState["sort"]) => void }): VNode {
	const isMine = sort?.column === column.id;
	const next = !isMine ? { column: column.id, isDown: false } : sort.isDown ? null : { column: column.id, isDown: true };
	if (column.isActs === true) return <th scope="col" data-minor={column.isMinor}><span class="head-plain">{column.label}</span></th>;
	return (
		<th scope="col" data-number={column.isNumber} data-minor={column.isMinor} aria-sort={isMine ? (sort.isDown ? "descending" : "ascending") : "none"}>
			<button type="button" class="head-sort" onClick={() => onSort(next)}>
				<span>{column.label}</span>
				<span class="sort-sign" aria-hidden="true">{isMine ? (sort.isDown ? "▼" : "▲") : ""}</span>
			</button>
		</th>
	);
}

function Row({ row, table }: { row: unknown; table: TableProps<unknown> }): VNode {
	const isOpen = table.openKey === table.keyOf(row);
	const open = table.onOpen;
	return (
		<tr aria-selected={isOpen || undefined} data-opens={open !== undefined} data-key={table.keyOf(row)}
			onClick={(event) => { if (!(event.target as Element).closest("button, a, input, select")) open?.(row); }}>
			{table.columns.map((column, i) => {
				const value = column.value(row);
				const content = column.cell?.(row) ?? (column.isNumber === true && typeof value === "number" ? number(value) : value);
				const inside = i === 0 && open !== undefined
					? <button type="button" class="row-open" aria-expanded={isOpen} onClick={() => open(row)}>{content}</button>
					: content;
				return i === 0 ? <th key={column.id} scope="row">{inside}</th> : <td key={column.id} data-number={column.isNumber} data-minor={column.isMinor}>{inside}</td>;
			})}
		</tr>
	);
}

function PageButton({ icon, label, isDisabled, onPress }: { icon: "back" | "forward"; label: string; isDisabled: boolean; onPress: () => void }): VNode {
	return <button type="button" class="page-button" aria-label={label} title={label} disabled={isDisabled} onClick={onPress}><Icon name={icon} /></button>;
}
