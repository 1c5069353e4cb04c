// What a room is called: in the reader's language where it has such a name, else as the house calls it.
import type { VNode } from "preact";
import { words, wordsLang } from "../text/format.ts";
import type { Room } from "../wire/types.ts";

export function roomText(room: Room): string {
	return words(room.names) || room.name;
}

export function RoomName({ room }: { room: Room }): VNode {
	return <bdi lang={words(room.names) === "" ? undefined : wordsLang(room.names)}>{roomText(room)}</bdi>;
}
