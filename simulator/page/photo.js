// A photo whose place is reserved before it comes, and which can change without collapsing.

import { fileUrl } from "./api.js";
import { h } from "./dom.js";

const WIDTH_MAX = 432;
const HEIGHT_MAX = 480;
const WIDTH_MIN = 180;
const RATIO_MIN = 0.45;
const RATIO_MAX = 3;

export class Photo {
  /** `open()` is called when it is pressed. */
  constructor(open) {
    this.image = h("img", { alt: "", decoding: "async" });
    this.element = h("button", { type: "button", class: "photo", "aria-label": "Open photo", onclick: () => open() }, this.image);
  }

  async show(sizes) {
    const isFirst = !this.sizes;
    const source = fileUrl(fitting(sizes).file_id);
    this.sizes = sizes;
    if (isFirst) {
      this.reserve(sizes);
      this.image.src = source;
      return;
    }
    const next = h("img", { alt: "", src: source });
    await next.decode().catch(() => {});
    if (this.sizes !== sizes) return; // changed again in the meantime
    this.image.replaceWith(next);
    this.image = next;
    this.reserve(sizes);
  }

  reserve(sizes) {
    const ratio = ratioOf(sizes);
    this.element.style.setProperty("--ratio", ratio.toFixed(4));
    this.element.style.setProperty("--width", `${widthFor(sizes)}px`);
  }
}

/** Width to height, within what a chat can show; the rest is cut off until it is opened. */
export function ratioOf(sizes) {
  const { width, height } = sizes.at(-1);
  return Math.min(RATIO_MAX, Math.max(RATIO_MIN, width / height));
}

/** How wide a lone photo is where there is room. */
export function widthFor(sizes) {
  const natural = Math.max(sizes.at(-1).width, WIDTH_MIN);
  return Math.round(Math.min(WIDTH_MAX, HEIGHT_MAX * ratioOf(sizes), natural < 300 ? natural * 1.6 : WIDTH_MAX));
}

/** The smallest size that is sharp on this screen. */
function fitting(sizes) {
  const pixels = widthFor(sizes) * Math.min(devicePixelRatio, 2);
  return sizes.find((size) => size.width >= pixels) ?? sizes.at(-1);
}

const ROWS = { 2: [2], 3: [1, 2], 4: [2, 2], 5: [2, 3], 6: [3, 3], 7: [3, 4], 8: [2, 3, 3], 9: [3, 3, 3], 10: [3, 3, 4] };

/** Photos of an album in rows: the photos of a row have one height. Wide pairs go one below the other. */
export function albumRows(photos) {
  const ratios = photos.map((message) => ratioOf(message.photo));
  const bothWide = photos.length === 2 && ratios.every((ratio) => ratio > 1.4);
  const counts = bothWide ? [1, 1] : ROWS[photos.length] ?? [photos.length];
  let next = 0;
  return counts.map((count) => {
    const row = photos.slice(next, next + count);
    next += count;
    return row;
  });
}
