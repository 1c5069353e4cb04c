// Which part of a picture becomes the photo: always 3:4, always inside the picture. Pure; drawing is views/photo.tsx.

export const RATIO = 3 / 4;
const ZOOM_MAX = 5;

/** The picture's size, and the middle of the part in its pixels. zoom 1: as much of the picture as fits. */
export interface Crop { width: number; height: number; x: number; y: number; zoom: number }
export interface Rect { x: number; y: number; width: number; height: number }

/** Faces stand in the upper half of most pictures. */
const FACE = 0.42;

export function startCrop(width: number, height: number): Crop {
	return inside({ width, height, x: width / 2, y: height * FACE, zoom: 1 });
}

/** By parts of the frame's own size: 1 moves it by a whole frame. */
export function moved(crop: Crop, by: { x: number; y: number }): Crop {
	const { width, height } = rectOf(crop);
	return inside({ ...crop, x: crop.x + by.x * width, y: crop.y + by.y * height });
}

export function zoomed(crop: Crop, zoom: number): Crop {
	return inside({ ...crop, zoom: Math.min(Math.max(zoom, 1), ZOOM_MAX) });
}

export function rectOf({ width, height, x, y, zoom }: Crop): Rect {
	const wide = Math.min(width, height * RATIO) / zoom;
	const high = wide / RATIO;
	return { x: x - wide / 2, y: y - high / 2, width: wide, height: high };
}

function inside(crop: Crop): Crop {
	const { width, height } = rectOf(crop);
	const within = (at: number, part: number, all: number): number => Math.min(Math.max(at, part / 2), all - part / 2);
	return { ...crop, x: within(crop.x, width, crop.width), y: within(crop.y, height, crop.height) };
}
