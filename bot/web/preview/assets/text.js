// Text objects and rich text. What the bot wrote as markup of its own is shown minimally; nothing becomes HTML.

import { el, link } from "./dom.js";

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const plain = (text) => text.replace(/&(?:lt|gt|amp);/g, (found) => ENTITIES[found]);

const mention = (name) => el("span", { class: "mention" }, name);

function nameOf(seen, id) {
  if (id === seen.bot.id) return `@${seen.bot.name}`;
  return `@${seen.people.find((person) => person.id === id)?.name ?? id}`;
}

function channelOf(seen, id) {
  return `#${seen.conversations.find((one) => one.id === id)?.name ?? id}`;
}

function angled(inside, seen) {
  const [target, label] = inside.split(/\|(.*)/s);
  if (target.startsWith("@")) return mention(nameOf(seen, target.slice(1)));
  if (target.startsWith("#")) return mention(channelOf(seen, target.slice(1)));
  if (target.startsWith("!date")) return plain(label ?? target);
  if (target.startsWith("!")) return mention(`@${target.slice(1).split("^")[0]}`);
  return link(plain(target), plain(label ?? target));
}

const STYLES = { "*": "b", _: "i", "~": "s" };
const INLINE = /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\4(?![\p{L}\p{N}])/gu;

function inline(text, seen) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    const [whole, block, code, tag, style, inner] = found;
    parts.push(plain(text.slice(from, found.index)));
    if (block !== undefined) parts.push(el("pre", {}, plain(block.replace(/^\n/, ""))));
    else if (code !== undefined) parts.push(el("code", {}, plain(code)));
    else if (tag !== undefined) parts.push(angled(tag, seen));
    else parts.push(el(STYLES[style], {}, ...inline(inner, seen)));
    from = found.index + whole.length;
  }
  return [...parts, plain(text.slice(from))];
}

export function mrkdwn(text, seen) {
  const parts = [];
  for (const piece of text.split(/((?:^&gt;[^\n]*\n?)+)/m)) {
    if (piece.startsWith("&gt;")) {
      parts.push(el("blockquote", {}, ...inline(piece.replace(/^&gt; ?/gm, "").trimEnd(), seen)));
    } else if (piece) {
      parts.push(...inline(piece, seen));
    }
  }
  return parts;
}

export function unmarked(text, seen) {
  return text.split(/(<[@#!][^<>\n]+>)/).map((piece) => (/^<[@#!]/.test(piece) ? angled(piece.slice(1, -1), seen) : plain(piece)));
}

export function textObject(object, seen) {
  if (!object) return null;
  if (object.type === "mrkdwn") return el("div", { class: "mrkdwn" }, ...mrkdwn(object.text, seen));
  return el("div", { class: "said" }, object.text);
}

export const wordsOf = (object) => object?.text ?? "";

function leaf(element, seen) {
  const node = bare(element, seen);
  const style = element.style ?? {};
  let shown = node;
  if (style.code) shown = el("code", {}, shown);
  if (style.strike) shown = el("s", {}, shown);
  if (style.italic) shown = el("i", {}, shown);
  if (style.bold) shown = el("b", {}, shown);
  return shown;
}

// A typewriter's dash is not parted at the end of a line.
function unbroken(text) {
  const pieces = text.split(/(--+)/);
  if (pieces.length === 1) return text;
  const shown = document.createDocumentFragment();
  shown.append(...pieces.map((piece) => (piece.startsWith("--") ? el("span", { class: "unbroken" }, piece) : piece)));
  return shown;
}

function bare(element, seen) {
  switch (element.type) {
    case "text":
      return unbroken(element.text);
    case "link":
      return link(element.url, element.text ?? element.url);
    case "user":
      return mention(nameOf(seen, element.user_id));
    case "channel":
      return mention(channelOf(seen, element.channel_id));
    case "broadcast":
      return mention(`@${element.range}`);
    case "emoji":
      return element.unicode ? String.fromCodePoint(...element.unicode.split("-").map((part) => parseInt(part, 16))) : `:${element.name}:`;
    case "date":
      return element.fallback ?? new Date(element.timestamp * 1000).toISOString();
    default:
      return el("code", {}, JSON.stringify(element));
  }
}

function leaves(part, seen) {
  const elements = [...(part.elements ?? [])];
  const last = elements.at(-1);
  if (last?.type === "text" && last.text.endsWith("\n")) elements[elements.length - 1] = { ...last, text: last.text.slice(0, -1) };
  return elements.map((element) => leaf(element, seen));
}

function part(one, seen) {
  switch (one.type) {
    case "rich_text_section":
      return el("div", { class: "rich-section" }, ...leaves(one, seen));
    case "rich_text_quote":
      return el("blockquote", {}, ...leaves(one, seen));
    case "rich_text_preformatted":
      return el("pre", { tabindex: "0" }, ...leaves(one, seen));
    case "rich_text_list": {
      const items = (one.elements ?? []).map((item) => el("li", {}, ...leaves(item, seen)));
      return el(one.style === "ordered" ? "ol" : "ul", {}, ...items);
    }
    default:
      return el("pre", { tabindex: "0" }, JSON.stringify(one, null, 2));
  }
}

export function richText(block, seen) {
  return el("div", { class: "rich" }, ...(block.elements ?? []).map((one) => part(one, seen)));
}
