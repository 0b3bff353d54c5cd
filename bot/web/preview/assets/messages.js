// A conversation as a list of messages: drawn anew only where something changed.

import { blocks } from "./blocks.js";
import { el, glyph } from "./dom.js";
import { menuButton } from "./menu.js";
import { mrkdwn, unmarked } from "./text.js";

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const calendar = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const dateOf = (ts) => new Date(Number(ts) * 1000);

export const timeOf = (ts) => clock.format(dateOf(ts));

export function authorOf(message, seen) {
  const at = seen.people.findIndex((person) => person.id === message.user);
  return at < 0 ? { name: seen.bot.name, isBot: true } : { name: seen.people[at].name, at };
}

export function avatar(author, small = false) {
  const size = small ? " small" : "";
  if (author.isBot) return el("span", { class: `avatar bot${size}`, "aria-hidden": "true" }, "“");
  const initials = author.name.split(" ").map((word) => word[0]);
  return el("span", { class: `avatar p${author.at}${size}`, "aria-hidden": "true" }, ...initials);
}

// Put messages into a log. `does` is what can be done with one; `replies(message)` its answers, or null inside a thread.
export function drawLog(log, messages, seen, does, replies) {
  const list = log.querySelector("ol") ?? log.appendChild(el("ol", { onkeydown: walk }));
  const wanted = new Set(messages.map((message) => message.key));
  const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  let grew = false;
  for (const node of [...list.children]) if (!wanted.has(node.dataset.key)) removeRow(node);
  let before = null;
  for (const message of messages) {
    const answers = replies?.(message) ?? [];
    const mark = JSON.stringify([message.edition, answers.length, answers.at(-1)?.key]);
    let node = list.querySelector(`[data-key="${CSS.escape(message.key)}"]`);
    if (!node || node.dataset.mark !== mark) {
      const drawn = row(message, answers, seen, does);
      Object.assign(drawn.dataset, { key: message.key, mark });
      if (node) replaceRow(node, drawn);
      else grew = true;
      node = drawn;
    }
    const place = before ? before.nextSibling : list.firstChild;
    if (place !== node) list.insertBefore(node, place);
    before = node;
  }
  days(list);
  rove(list);
  if (grew && wasAtEnd) settle(log, list);
}

// A tall answer is shown from its beginning, a short one with everything above it.
function settle(log, list) {
  const last = list.lastElementChild;
  log.scrollTop = Math.min(log.scrollHeight - log.clientHeight, last.offsetTop - log.offsetTop - 12);
}

function removeRow(node) {
  const hadFocus = node.contains(document.activeElement);
  const near = node.nextElementSibling ?? node.previousElementSibling;
  node.remove();
  if (hadFocus) near?.querySelector("article")?.focus();
}

function replaceRow(node, drawn) {
  const focused = node.contains(document.activeElement) ? document.activeElement : null;
  node.replaceWith(drawn);
  if (!focused) return;
  const action = focused.dataset.action;
  const same = action && drawn.querySelector(`[data-action="${CSS.escape(action)}"]`);
  (same || drawn.querySelector("article")).focus();
}

function days(list) {
  let last = null;
  for (const node of list.children) {
    const day = calendar.format(dateOf(node.dataset.key.split(":")[1]));
    const line = node.querySelector(":scope > .day");
    if (day !== last && !line) node.prepend(el("p", { class: "day" }, day));
    if (day === last) line?.remove();
    last = day;
  }
}

// One message of the list is in the order of Tab; arrows go from one to the next.
function rove(list) {
  const articles = [...list.querySelectorAll(":scope > li > article")];
  const current = articles.find((article) => article.tabIndex === 0 && article.isConnected) ?? articles.at(-1);
  for (const article of articles) article.tabIndex = article === current ? 0 : -1;
}

function walk(event) {
  if (!event.target.matches("article")) return;
  const articles = [...event.currentTarget.querySelectorAll(":scope > li > article")];
  const at = articles.indexOf(event.target);
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: articles.length - 1 }[event.key];
  if (to === undefined || !articles[to]) return;
  event.preventDefault();
  for (const article of articles) article.tabIndex = -1;
  articles[to].tabIndex = 0;
  articles[to].focus();
}

function row(message, answers, seen, does) {
  const author = authorOf(message, seen);
  const label = `${author.name}, ${timeOf(message.ts)}${message.is_private ? ", only visible to you" : ""}`;
  return el(
    "li",
    { class: "arrives" },
    el(
      "article",
      { class: message.is_private ? "message is-private" : "message", "aria-label": label, tabindex: "-1" },
      avatar(author),
      el(
        "div",
        { class: "body" },
        message.is_private ? el("p", { class: "only-you" }, glyph("eye"), "Only visible to you") : null,
        el("p", { class: "byline" }, el("span", { class: "who" }, author.name), el("time", {}, timeOf(message.ts))),
        ...content(message, seen, does),
        answers.length ? answersButton(answers, message, seen, does) : null,
      ),
      tools(message, author, seen, does),
    ),
  );
}

function content(message, seen, does) {
  const on = { level: does.opensThreads ? 2 : 3, press: (block, action, picked) => does.press(message, block, action, picked), suggest: async () => ({}) };
  const files = message.files.map((file) => el("p", { class: "file" }, glyph("file"), file.name, el("small", {}, sizeOf(file.size))));
  if (message.blocks.length) return [...blocks(message.blocks, seen, on), ...files];
  if (!message.text) return files;
  const isMarked = message.sent && message.sent.arguments.mrkdwn !== false && message.sent.arguments.mrkdwn !== "0";
  return [el("div", { class: "said" }, ...(isMarked ? mrkdwn(message.text, seen) : unmarked(message.text, seen))), ...files];
}

function sizeOf(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function answersButton(answers, message, seen, does) {
  const count = `${answers.length} ${answers.length === 1 ? "reply" : "replies"}`;
  const last = answers.at(-1);
  return el("div", {}, el("button", { class: "replies", type: "button", onclick: () => does.openThread(message.ts, true) }, avatar(authorOf(last, seen), true), count, el("small", {}, `last at ${timeOf(last.ts)}`)));
}

function tools(message, author, seen, does) {
  const root = message.thread_ts ?? message.ts;
  const shortcuts = seen.shortcuts.filter((one) => one.on_messages);
  const entries = () => shortcuts.map((one) => ({ name: one.name, about: one.about, choose: () => does.shortcut(one.id, message) }));
  const inThread = Boolean(message.thread_ts);
  const buttons = [
    message.sent ? el("button", { class: "plain", type: "button", onclick: () => does.inspect(message.sent) }, "What was sent") : null,
    message.is_private || inThread || !does.opensThreads ? null : el("button", { class: "plain", type: "button", onclick: () => does.openThread(root, true) }, "Reply in thread"),
    shortcuts.length && !message.is_private ? menuButton(`More for the message of ${author.name}`, glyph("more"), entries) : null,
    message.is_private ? el("button", { class: "plain", type: "button", onclick: () => does.dismiss(message) }, "Dismiss") : null,
  ].filter(Boolean);
  return buttons.length ? el("div", { class: "tools" }, ...buttons) : null;
}
