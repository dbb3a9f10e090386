// A drawing as a file of its own: everything that style sheets say is written into it, so that it looks the same elsewhere.
import { linesOf } from "./charts/fit";

const kept = ["fill", "stroke", "fill-opacity", "stroke-opacity", "opacity", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "font-size", "font-weight", "font-family", "text-anchor", "dominant-baseline", "paint-order"];
const colours = new Map<string, string>();
let pixel: CanvasRenderingContext2D | null = null;

/** Mixed colours in the form that every program reads. */
function plain(colour: string): string {
  if (!/^(color|oklab|oklch|lab|lch)\(/.test(colour)) return colour;
  const known = colours.get(colour);
  if (known) return known;
  pixel ??= Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  if (!pixel) return colour;
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 255] = pixel.getImageData(0, 0, 1, 1).data;
  const said = a === 255 ? `rgb(${r}, ${g}, ${b})` : `rgba(${r}, ${g}, ${b}, ${(a / 255).toFixed(3)})`;
  colours.set(colour, said);
  return said;
}

/** Letters stand before their halo. Not every program knows paint-order: the halo is a text of its own, under the letters. */
function part(text: Element): void {
  const halo = text.cloneNode(true) as Element;
  halo.setAttribute("aria-hidden", "true");
  for (const one of [halo, ...halo.querySelectorAll("*")]) one.setAttribute("fill", one.getAttribute("stroke") ?? "");
  for (const one of [text, ...text.querySelectorAll("*")]) one.setAttribute("stroke", "none");
  text.before(halo);
}

function writeStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  if (style.display === "none") {
    to.setAttribute("display", "none");
    return;
  }
  for (const name of kept) to.setAttribute(name, plain(style.getPropertyValue(name)));
  for (const name of ["class", "style", "tabindex", "role", "aria-label", "aria-hidden", "aria-pressed", "data-picture", "data-path"]) to.removeAttribute(name);
  const copies = [...to.children];
  [...from.children].forEach((child, place) => {
    const copy = copies[place];
    if (copy) writeStyles(child, copy);
  });
  if (from.tagName === "text" && style.stroke !== "none") part(to);
}

export interface Picture {
  text: string;
  width: number;
  height: number;
}

const svg = "http://www.w3.org/2000/svg";
const margin = 24;
const titleSize = 15;
/** Above a second drawing, with its heading. */
const between = 52;

/**
 * The drawing under its question, or several with their names, with who, when and how many. A drawing that can be moved is taken whole
 * (`data-whole="width height"`); what is there only for the hand (`data-hand`) is left out.
 */
export function pictureOf(drawn: SVGSVGElement | SVGSVGElement[], title: string, notes: string[]): Picture {
  const parts = [drawn].flat().map((drawing) => {
    const copy = drawing.cloneNode(true) as SVGSVGElement;
    writeStyles(drawing, copy);
    const whole = drawing.dataset.whole?.split(" ").map(Number);
    const [width = 0, height = 0] = whole ?? [drawing.clientWidth, drawing.clientHeight];
    if (whole) copy.querySelectorAll("[data-moved]").forEach((moved) => moved.removeAttribute("transform"));
    copy.querySelectorAll("[data-hand]").forEach((mark) => mark.remove());
    return { copy, width, height, heading: drawing.getAttribute("aria-label") ?? "" };
  });
  const width = Math.max(...parts.map((part) => part.width));
  // The first one's heading is the title.
  const height = parts.reduce((sum, part, place) => sum + part.height + (place > 0 ? between : 0), 0);
  const font = getComputedStyle(document.documentElement);
  const [ink, soft, surface] = ["--ink", "--ink-3", "--surface"].map((name) => font.getPropertyValue(name).trim());
  const room = Math.max(width, 420);
  const titles = linesOf(title, room, titleSize, 600);
  const told = notes.flatMap((note) => linesOf(note, room));
  const head = 14 + titles.length * 20 + told.length * 18;
  const outer = document.createElementNS(svg, "svg");
  const size = { width: room + 2 * margin, height: height + head + 2 * margin };
  for (const [name, value] of Object.entries({ xmlns: svg, width: size.width, height: size.height, viewBox: `0 0 ${size.width} ${size.height}`, "font-family": font.fontFamily })) outer.setAttribute(name, String(value));
  const put = (name: string, attributes: Record<string, string | number>, text?: string) => {
    const element = document.createElementNS(svg, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    if (text) element.textContent = text;
    outer.append(element);
  };
  put("title", {}, title);
  put("rect", { width: size.width, height: size.height, fill: surface ?? "" });
  titles.forEach((words, line) => put("text", { x: margin, y: margin + 14 + line * 20, "font-size": titleSize, "font-weight": 600, fill: ink ?? "" }, words));
  told.forEach((words, line) => put("text", { x: margin, y: margin + 16 + titles.length * 20 + line * 18, "font-size": 12, fill: soft ?? "" }, words));
  let top = margin + head;
  parts.forEach((part, place) => {
    if (place > 0) put("text", { x: margin, y: top + between - 18, "font-size": 13, "font-weight": 600, fill: ink ?? "" }, part.heading);
    if (place > 0) top += between;
    for (const [name, value] of Object.entries({ x: margin, y: top, width: part.width, height: part.height, viewBox: `0 0 ${part.width} ${part.height}` })) part.copy.setAttribute(name, String(value));
    outer.append(part.copy);
    top += part.height;
  });
  return { text: `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(outer)}`, ...size };
}

const sharpness = 2;

/** The same as pixels, twice as fine as on the page. */
export async function pixelsOf(picture: Picture): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([picture.text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: picture.width * sharpness, height: picture.height * sharpness });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large"))), "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

export function download(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A name that every file system takes. */
export const fileName = (title: string, ending: string) => `${title.replace(/[\\/:*?"<>|\s]+/g, " ").trim().slice(0, 80) || "answer"}.${ending}`;
