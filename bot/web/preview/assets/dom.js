// Elements out of names and text. Text only ever becomes a text node.

export function el(name, fields = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "class") node.className = value;
    else if (key === "data") Object.assign(node.dataset, value);
    else if (key in node && typeof value !== "string") node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const GLYPHS = {
  close: "M4 4l8 8M12 4l-8 8",
  plus: "M8 3v10M3 8h10",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6",
  up: "M5 7.5v6H3v-6zM5 7.5l2.5-5c1.2 0 1.7.8 1.5 2L8.7 6.5h3.5c.9 0 1.4.7 1.2 1.5l-1 4.3c-.2.8-.8 1.2-1.5 1.2H5",
  down: "M11 8.5v-6h2v6zM11 8.5l-2.5 5c-1.2 0-1.7-.8-1.5-2l.3-2H3.8c-.9 0-1.4-.7-1.2-1.5l1-4.3c.2-.8.8-1.2 1.5-1.2H11",
  trash: "M2.5 4.5h11M6 4.5V3h4v1.5M4 4.5l.7 8.5h6.6l.7-8.5M6.7 7v3.7M9.3 7v3.7",
  send: "M2.5 8l11-5-4 11-2.2-4.5zM7.3 9.5L13.5 3",
  file: "M4 1.5h5l3 3v10H4zM9 1.5v3h3",
};

export function glyph(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "glyph");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", GLYPHS[name]);
  svg.append(path);
  return svg;
}

// A link to the outside; anything but https is shown as the text it is.
export function link(address, ...children) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    url = null;
  }
  if (url === null || url.protocol !== "https:") return el("span", {}, ...children);
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

export const json = (value) => JSON.stringify(value, null, 2);

export function isTyping(node) {
  return node instanceof HTMLElement && node.matches("input, textarea, select");
}
