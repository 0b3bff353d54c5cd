// The page: who you are, where you are, what is there; everything else is asked of the workspace.

import { blocks } from "./blocks.js";
import { composer, pickFile } from "./composer.js";
import { fill, inspect, showViews, valuesOf } from "./dialogs.js";
import { el, glyph, isTyping } from "./dom.js";
import { kept, light } from "./light.js";
import { authorOf, drawLog } from "./messages.js";
import { act, suggest, upload, watch } from "./server.js";
import { HOME, drawPeople, drawPlaces } from "./sidebar.js";
import { unmarked } from "./text.js";

const $ = (id) => document.getElementById(id);
const NOTICE_MS = 7000;

let seen = null;
let stream = null;
let me = kept.get("me", "U0REPORTER");
let place = kept.get("place", "C0PRESSDESK");
let thread = null;
let follows = null;
let opener = null;
let known = null;
let lastNotice = 0;
let drawnComposers = "";
let homeControls = [];
let homeMark = "";
const dismissed = new Set();
const news = new Set();

const does = {
  press: (message, block_id, action_id, picked) => go("press", { channel: message.channel, ts: message.ts, block_id, action_id, picked }),
  shortcut: (callback_id, message) => go("shortcut", { callback_id, channel: message?.channel, ts: message?.ts }),
  openThread,
  opensThreads: true,
  inspect: (sent) => inspect(sent, seen),
  dismiss: (message) => (dismissed.add(message.key), draw()),
};

const viewDoes = {
  press: (view, block_id, action_id, picked, values) => go("press_in_view", { view, block_id, action_id, picked, values }),
  submit: (view, values) => go("submit", { view, values }),
  close: (view) => go("close", { view }),
  suggest: (view, block_id, action_id, typed) => suggest(me, { view, block_id, action_id, typed }),
  inspect: (sent) => inspect(sent, seen),
};

async function go(name, fields) {
  try {
    await act(me, name, fields);
  } catch {
    tell("That did not work: the page and the bot no longer agree on what is here. Reload the page.");
  }
}

// -- words and places -----------------------------------------------------------------------------------------------

const here = () => seen.conversations.find((one) => one.id === place);
const isDirect = () => Boolean(here()?.is_direct);
const inPlace = () => seen.messages.filter((message) => message.channel === place && !dismissed.has(message.key));
const repliesTo = (root) => inPlace().filter((message) => message.thread_ts === root && message.ts !== root);

async function say(text, threadTs = null) {
  const isCommand = text.startsWith("/");
  const since = seen.messages.at(-1)?.ts ?? "0";
  const asks = !isCommand && !threadTs && (isDirect() || text.includes(`@${seen.bot.name}`));
  if (asks) follows = since;
  // Whoever writes wants to see what comes, however far up they had read.
  const log = $(threadTs ? "thread-log" : "log");
  log.scrollTop = log.scrollHeight;
  await go("say", { channel: place, text, thread_ts: threadTs });
}

function sendFile(file) {
  follows = seen.messages.at(-1)?.ts ?? "0";
  return upload(me, file);
}

function ask(question) {
  const isCommand = question.startsWith("/");
  say(isCommand || isDirect() ? question : `@${seen.bot.name} ${question}`);
  $("words")?.focus();
}

function visit(next) {
  place = next;
  kept.set("place", next);
  news.delete(next);
  closeThread(false);
  $("desk").classList.remove("shows-nav");
  $("nav-toggle").setAttribute("aria-expanded", "false");
  $("log").replaceChildren();
  drawnComposers = homeMark = "";
  if (next === HOME) go("visit_home", {});
  draw();
  $("log").scrollTop = $("log").scrollHeight;
}

function become(person) {
  me = person;
  kept.set("me", person);
  stream?.close();
  seen = known = null;
  const isElsewhere = place.startsWith("D");
  if (isElsewhere) place = `D${person.slice(1)}`;
  thread = null;
  // Nothing is said or pressed before it is known what this person sees.
  for (const part of ["log", "composer", "thread-log", "thread-composer"]) $(part).replaceChildren();
  drawnComposers = homeMark = "";
  stream = watch(me, show);
  if (place === HOME) go("visit_home", {});
}

function openThread(root, byHand = false) {
  if (thread !== root) $("thread-log").replaceChildren();
  thread = root;
  if (byHand) opener = document.activeElement;
  draw();
  if (byHand) $("thread-words")?.focus();
}

function closeThread(comesBack) {
  if (thread === null) return;
  thread = null;
  draw();
  if (comesBack) (opener?.isConnected ? opener : $("words"))?.focus();
}

// -- drawing --------------------------------------------------------------------------------------------------------

function show(next) {
  seen = next;
  follow();
  draw();
  speak();
  if (seen.notice && seen.notice.number > lastNotice) tell(seen.notice.text);
  lastNotice = seen.notice?.number ?? lastNotice;
}

// The thread under one's own question opens by itself as soon as the question stands there.
function follow() {
  if (follows === null) return;
  const own = seen.messages.find((message) => message.channel === place && message.user === me && message.ts > follows && !message.thread_ts);
  if (!own) return;
  follows = null;
  openThread(own.ts);
}

function draw() {
  if (!seen) return;
  drawPlaces($("places"), seen, place, news, visit);
  drawPeople($("people"), seen, me, become);
  $("desk").classList.toggle("has-thread", thread !== null);
  $("thread").hidden = thread === null;
  const conversation = here();
  $("place-name").textContent = place === HOME ? seen.bot.name : conversation.is_direct ? seen.bot.name : `# ${conversation.name}`;
  $("place-topic").textContent = place === HOME ? "App Home" : conversation.topic;
  $("composer").hidden = place === HOME;
  document.title = `${place === HOME ? "Home" : $("place-name").textContent} · Briefing Bot preview`;
  if (place === HOME) drawHome();
  else drawConversation();
  if (thread !== null) drawThread();
  drawComposers();
  showViews(seen, viewDoes);
}

function drawConversation() {
  const log = $("log");
  const roots = inPlace().filter((message) => !message.thread_ts || message.thread_ts === message.ts);
  log.querySelector(".welcome")?.remove();
  if (roots.length === 0) log.prepend(welcome());
  drawLog(log, roots, seen, does, (message) => (message.is_private ? [] : repliesTo(message.ts)));
}

function drawThread() {
  const messages = inPlace();
  const root = messages.find((message) => message.ts === thread);
  if (!root) return closeThread(true);
  $("thread-place").textContent = isDirect() ? seen.bot.name : `# ${here().name}`;
  const replies = repliesTo(thread);
  const log = $("thread-log");
  drawLog(log, [root, ...replies], seen, { ...does, opensThreads: false }, null);
  const waits = root.user !== seen.bot.id && (isDirect() || root.text.includes(`<@${seen.bot.id}>`)) && !replies.some((one) => one.user === seen.bot.id);
  const line = log.querySelector(".waiting");
  if (waits && !line) log.append(el("p", { class: "waiting" }, "Looking in the briefings"));
  if (!waits) line?.remove();
}

function drawHome() {
  const log = $("log");
  const mark = JSON.stringify([seen.home?.id, seen.home?.edition, seen.me]);
  if (mark === homeMark) return;
  const values = valuesOf(homeControls);
  homeMark = mark;
  homeControls = [];
  if (!seen.home) {
    log.replaceChildren(el("p", { class: "waiting" }, "The bot has not put anything here yet."));
    return;
  }
  const { view, id, sent } = seen.home;
  const on = {
    controls: homeControls,
    press: (block, action, picked) => viewDoes.press(id, block, action, picked, valuesOf(homeControls)),
    suggest: (element, typed) => viewDoes.suggest(id, view.blocks.find((one) => one.element?.action_id === element.action_id)?.block_id, element.action_id, typed),
  };
  const focused = log.contains(document.activeElement) ? document.activeElement.dataset.action : null;
  const tools = el("p", {}, el("button", { class: "plain", type: "button", onclick: () => inspect(sent, seen) }, "What was sent"));
  log.replaceChildren(el("div", { class: "body home" }, ...blocks(view.blocks, seen, on), tools));
  fill(homeControls, values);
  if (focused) log.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus();
}

function welcome() {
  const questions = seen.examples.map((text) => el("li", {}, el("button", { type: "button", onclick: () => ask(text) }, text)));
  const words = isDirect()
    ? "Write a question below. The answer comes in a thread under it, and nobody else sees it."
    : `Mention @${seen.bot.name} with a question and everybody here sees the answer; type /briefing and only you do. Every quotation is cut from a stored text, word for word.`;
  return el("section", { class: "welcome", "aria-labelledby": "welcome" }, el("h2", { id: "welcome" }, "Ask what was said. Get the exact words."), el("p", {}, words), el("h3", {}, "To begin with"), el("ul", { class: "examples" }, ...questions));
}

function drawComposers() {
  const mark = JSON.stringify([place, thread, me]);
  if (mark === drawnComposers || place === HOME) return;
  drawnComposers = mark;
  const name = isDirect() ? seen.bot.name : `#${here().name}`;
  const getSeen = () => seen;
  const direct = isDirect();
  $("composer").replaceChildren(
    composer({
      id: "words",
      label: () => `Message ${name}`,
      hint: () => (direct ? "Enter sends" : `@${seen.bot.name} asks for everybody, /briefing for you alone`),
      getSeen,
      send: (text) => say(text),
      extras,
    }),
  );
  if (thread === null) return;
  $("thread-composer").replaceChildren(
    composer({ id: "thread-words", label: () => "Reply in this thread", hint: () => (direct ? "Enter sends" : `Mention @${seen.bot.name} to ask again`), getSeen, send: (text) => say(text, thread), extras: () => [] }),
  );
}

function extras() {
  const entries = seen.shortcuts.filter((one) => !one.on_messages).map((one) => ({ name: one.name, about: one.about, choose: () => does.shortcut(one.id, null) }));
  if (isDirect()) entries.push({ name: "Send a file", about: "A transcript, an article, a table", choose: () => pickFile(sendFile, tell) });
  return entries;
}

// -- what is heard --------------------------------------------------------------------------------------------------

function speak() {
  const keys = new Set(seen.messages.map((message) => `${message.key}:${message.edition}`));
  const fresh = known === null ? [] : seen.messages.filter((message) => message.user !== me && !known.has(`${message.key}:${message.edition}`));
  known = keys;
  for (const message of fresh) {
    const words = el("span", {}, ...unmarked(message.text, seen)).textContent;
    $("spoken").textContent = `${authorOf(message, seen).name}${message.is_private ? ", only to you" : ""}: ${words}`;
    if (message.channel !== place) news.add(message.channel);
  }
  if (fresh.length) drawPlaces($("places"), seen, place, news, visit);
}

let noticeTimer = 0;
function tell(text) {
  $("notice").textContent = text;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => ($("notice").textContent = ""), NOTICE_MS);
}

// -- keys, links, beginning -----------------------------------------------------------------------------------------

function onKey(event) {
  if (event.key === "Escape" && thread !== null && !document.querySelector("dialog[open]")) closeThread(true);
  const isFree = !isTyping(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "/" && isFree && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    $("words")?.focus();
  }
}

function onLink(event) {
  const address = event.target.closest?.("a[href]")?.href ?? "";
  const found = seen && address.startsWith(seen.site) && /archives\/(\w+)\/p(\d+)(\d{6})/.exec(address);
  if (!found) return;
  event.preventDefault();
  const message = seen.messages.find((one) => one.channel === found[1] && one.ts === `${found[2]}.${found[3]}`);
  if (!message) return tell("That message is no longer here.");
  if (place !== message.channel) visit(message.channel);
  if (message.thread_ts) openThread(message.thread_ts);
  const node = document.querySelector(`[data-key="${CSS.escape(message.key)}"] article`);
  node?.scrollIntoView({ block: "center" });
  node?.focus();
}

light($("themes"));
$("thread-close").append(glyph("close"));
$("thread-close").addEventListener("click", () => closeThread(true));
$("nav-toggle").addEventListener("click", () => {
  const isOpen = $("desk").classList.toggle("shows-nav");
  $("nav-toggle").setAttribute("aria-expanded", String(isOpen));
});
document.addEventListener("keydown", onKey);
document.addEventListener("click", onLink);
become(me);
