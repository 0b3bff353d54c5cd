// Modals of the bot, and the drawer that shows what was sent. The browser keeps focus inside and gives it back.

import { blocks } from "./blocks.js";
import { el, glyph, json } from "./dom.js";
import { unmarked, wordsOf } from "./text.js";

let shown = null;

// Show the topmost view, or none; what was filled in stays where the same field is still there.
export function showViews(seen, does) {
  const top = seen.views.at(-1);
  if (!top) {
    if (shown) close(shown);
    return;
  }
  if (shown?.id === top.id && shown.edition === top.edition && shown.isWaiting === top.is_waiting) return;
  const kept = shown?.id === top.id ? valuesOf(shown.controls) : {};
  if (!shown) shown = open(does);
  draw(shown, top, seen, does, kept);
}

function open(does) {
  const dialog = el("dialog", { class: "modal", "aria-labelledby": "view-title" });
  const made = { dialog, opener: document.activeElement, controls: [] };
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    does.close(made.id);
  });
  document.body.append(dialog);
  dialog.showModal();
  return made;
}

function close(made) {
  shown = null;
  made.dialog.close();
  made.dialog.remove();
  if (made.opener?.isConnected) made.opener.focus();
  else document.querySelector("#words")?.focus();
}

function draw(made, top, seen, does, kept) {
  const { view } = top;
  const isNew = made.id !== top.id;
  const focused = document.activeElement?.closest("[data-action]")?.dataset;
  Object.assign(made, { id: top.id, edition: top.edition, isWaiting: top.is_waiting, controls: [] });
  const on = {
    level: 3,
    controls: made.controls,
    errors: top.errors,
    press: (block, action, picked) => does.press(top.id, block, action, picked, valuesOf(made.controls)),
    suggest: (element, typed) => does.suggest(top.id, blockOf(view, element), element.action_id, typed),
  };
  const body = el("div", { class: "dialog-body", tabindex: "0" }, ...blocks(view.blocks, seen, on));
  fill(made.controls, kept);
  const send = view.submit ? el("button", { class: "button primary", type: "submit", "aria-disabled": top.is_waiting ? "true" : null }, top.is_waiting ? "Sending" : wordsOf(view.submit)) : null;
  const form = el(
    "form",
    {
      method: "dialog",
      novalidate: true,
      class: "modal-form",
      onsubmit: (event) => {
        event.preventDefault();
        if (!top.is_waiting) does.submit(top.id, valuesOf(made.controls));
      },
    },
    el(
      "div",
      { class: "dialog-head" },
      el("h2", { id: "view-title" }, wordsOf(view.title)),
      el("button", { class: "plain", type: "button", onclick: () => does.inspect(top.sent, null) }, "What was sent"),
      el("button", { class: "plain icon", type: "button", "aria-label": "Close", onclick: () => does.close(top.id) }, glyph("close")),
    ),
    body,
    el("div", { class: "dialog-foot" }, el("button", { class: "button", type: "button", onclick: () => does.close(top.id) }, wordsOf(view.close) || (send ? "Cancel" : "Close")), send),
  );
  made.dialog.replaceChildren(form);
  focusIn(made.dialog, isNew, focused, body);
}

function focusIn(dialog, isNew, focused, body) {
  const wrong = dialog.querySelector('[aria-invalid="true"]');
  const same = focused?.action && dialog.querySelector(`[data-action="${CSS.escape(focused.action)}"]`);
  const first = dialog.querySelector('[data-first="yes"], .field input, .field textarea, .field select');
  const field = wrong ?? (isNew ? null : same) ?? first;
  // A window of words alone shows where the focus is to whoever came by the keyboard, and to nobody else.
  if (field) field.focus({ focusVisible: true });
  else body.focus();
}

const blockOf = (view, element) => view.blocks.find((block) => block.element?.action_id === element.action_id || block.accessory?.action_id === element.action_id)?.block_id;

export function valuesOf(controls) {
  const values = {};
  for (const one of controls) (values[one.block] ??= {})[one.action] = one.held();
  return values;
}

export function fill(controls, values) {
  for (const one of controls) {
    const value = values[one.block]?.[one.action];
    if (value !== undefined) one.fill(value);
  }
}

export function inspect(sent, seen) {
  const words = sent.arguments.text;
  const dialog = el(
    "dialog",
    { class: "drawer", "aria-labelledby": "sent-title" },
    el(
      "div",
      { class: "dialog-head" },
      el("h2", { id: "sent-title" }, "What was sent"),
      el("button", { class: "plain icon", type: "button", "aria-label": "Close", onclick: () => dialog.close() }, glyph("close")),
    ),
    el(
      "div",
      { class: "dialog-body", tabindex: "0" },
      words ? [el("h3", {}, "What a screen reader and a notification get"), el("p", { class: "heard" }, ...unmarked(words, seen))] : null,
      el("h3", {}, `The call: ${sent.method}`),
      el("pre", { tabindex: "0", "aria-label": "The call as JSON" }, json(sent.arguments)),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
