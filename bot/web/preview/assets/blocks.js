// Blocks as a person sees them. Whatever is not known is shown as it was sent, never dropped.

import { el, glyph, json, link } from "./dom.js";
import { control, isControl } from "./fields.js";
import { menuButton } from "./menu.js";
import { mrkdwn, richText, textObject, wordsOf } from "./text.js";

// `on.press(blockId, actionId, picked)`; `on.controls`, where there, gathers what can be filled in.
export function blocks(list, seen, on) {
  return list.map((block) => {
    const draw = DRAWN[block.type];
    return draw ? draw(block, seen, on) : unknown("Block", block);
  });
}

function unknown(kind, part) {
  return el("details", { class: "unknown", open: true }, el("summary", {}, `${kind} “${part.type}”, shown as it was sent`), el("pre", { tabindex: "0" }, json(part)));
}

function section(block, seen, on) {
  const fields = block.fields?.length ? el("div", { class: "fields" }, ...block.fields.map((one) => textObject(one, seen))) : null;
  const beside = block.accessory ? el("div", { class: "beside" }, element(block.accessory, block, seen, on)) : null;
  return el("div", { class: "block-section" }, el("div", {}, textObject(block.text, seen), fields), beside);
}

function context(block, seen, on) {
  const parts = (block.elements ?? []).map((one) => (one.type === "image" ? picture(one) : one.type === "mrkdwn" || one.type === "plain_text" ? textObject(one, seen) : element(one, block, seen, on)));
  return el("div", { class: "block-context" }, ...parts);
}

function row(name) {
  return (block, seen, on) => el("div", { class: name }, ...(block.elements ?? []).map((one) => element(one, block, seen, on)));
}

function picture(block) {
  const own = typeof block.image_url === "string" && block.image_url.startsWith("data:image/");
  const shown = own ? el("img", { src: block.image_url, alt: block.alt_text ?? "" }) : el("div", { class: "stand-in" }, "Picture: ", link(block.image_url ?? "", block.alt_text ?? "without a description"));
  return el("figure", { class: "picture" }, shown, block.title ? el("figcaption", {}, wordsOf(block.title)) : null);
}

function table(block, seen) {
  const rows = (block.rows ?? []).map((cells, at) =>
    el("tr", {}, ...cells.map((cell) => el(at ? "td" : "th", at ? {} : { scope: "col" }, cell.type === "rich_text" ? richText(cell, seen) : (cell.text ?? json(cell))))),
  );
  return el("div", { class: "table", tabindex: "0" }, el("table", {}, ...rows));
}

function input(block, seen, on) {
  const made = control(block.element ?? {}, { block: block.block_id, seen, suggest: on.suggest, used: block.dispatch_action ? (picked) => on.press(block.block_id, block.element.action_id, picked) : undefined });
  on.controls?.push({ block: block.block_id, action: block.element?.action_id ?? "", ...made });
  const id = `in-${block.block_id}`;
  const error = on.errors?.[block.block_id];
  const about = [block.hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  const target = made.input ?? made.node;
  target.id = id;
  if (about) target.setAttribute("aria-describedby", about);
  if (error) target.setAttribute("aria-invalid", "true");
  const words = [wordsOf(block.label), block.optional ? el("span", { class: "optional" }, " (optional)") : null];
  const label = made.isGroup ? el("legend", {}, ...words) : el("label", { for: id }, ...words);
  if (!made.isGroup) target.removeAttribute("aria-label");
  const hint = block.hint ? el("p", { class: "hint", id: `${id}-hint` }, wordsOf(block.hint)) : null;
  const wrong = error ? el("p", { class: "error", id: `${id}-error` }, error) : null;
  return el(made.isGroup ? "fieldset" : "div", { class: "field" }, label, made.node, hint, wrong);
}

const DRAWN = {
  section,
  context,
  input,
  table,
  actions: row("block-actions"),
  context_actions: row("block-context-actions"),
  divider: () => el("hr", { class: "block-divider" }),
  header: (block, _seen, on) => el(`h${on.level ?? 2}`, { class: "block-header" }, wordsOf(block.text)),
  image: picture,
  rich_text: richText,
  markdown: (block, seen) => el("div", { class: "mrkdwn" }, ...mrkdwn(block.text ?? "", seen)),
};

function element(one, block, seen, on) {
  const press = (picked, action = one.action_id ?? "") => on.press(block.block_id, action, picked);
  if (one.type === "button") return button(one, press);
  if (one.type === "feedback_buttons") return feedback(one, press);
  if (one.type === "icon_button") return icon(one, press);
  if (one.type === "overflow") return overflow(one, press);
  if (one.type === "image") return picture(one);
  if (isControl(one)) {
    const made = control(one, { block: block.block_id, seen, suggest: on.suggest, used: (picked) => confirmed(one, () => press(picked)) });
    on.controls?.push({ block: block.block_id, action: one.action_id ?? "", ...made });
    const target = made.input ?? made.node;
    if (!made.isGroup && !target.hasAttribute("aria-label")) target.setAttribute("aria-label", wordsOf(one.placeholder) || "Choose");
    return made.node;
  }
  return unknown("Element", one);
}

function named(one) {
  return { data: { action: one.action_id ?? "" } };
}

function button(one, press) {
  const style = one.style ? `button ${one.style}` : "button";
  const label = one.accessibility_label;
  const run = () => confirmed(one, () => press());
  if (!one.url) return el("button", { type: "button", class: style, "aria-label": label, onclick: run, ...named(one) }, wordsOf(one.text));
  const anchor = link(one.url, wordsOf(one.text));
  anchor.className = style;
  if (label) anchor.setAttribute("aria-label", label);
  anchor.addEventListener("click", () => press());
  return anchor;
}

function feedback(one, press) {
  const sides = [
    ["up", one.positive_button],
    ["down", one.negative_button],
  ];
  const buttons = sides.map(([face, side]) =>
    el(
      "button",
      {
        type: "button",
        class: "round",
        "aria-label": side?.accessibility_label ?? wordsOf(side?.text),
        title: wordsOf(side?.text),
        "aria-pressed": "false",
        onclick: (event) => {
          for (const each of buttons) each.setAttribute("aria-pressed", String(each === event.currentTarget));
          press(side?.value);
        },
        ...named(one),
      },
      glyph(face),
    ),
  );
  return el("span", { role: "group", "aria-label": "Was this answer right?" }, ...buttons);
}

function icon(one, press) {
  const label = one.accessibility_label ?? wordsOf(one.text);
  const run = () => confirmed(one, () => press());
  const face = one.icon === "trash" ? glyph("trash") : one.icon;
  return el("button", { type: "button", class: "round", "aria-label": label, title: label, onclick: run, ...named(one) }, face);
}

function overflow(one, press) {
  const entries = () =>
    (one.options ?? []).map((option) => ({
      name: wordsOf(option.text),
      about: wordsOf(option.description),
      choose: () => confirmed(one, () => press(option.value)),
    }));
  return menuButton(one.accessibility_label ?? "More", glyph("more"), entries, { kind: "button icon" });
}

// The question that an element asks before it acts.
function confirmed(one, go) {
  const ask = one.confirm;
  if (!ask) return go();
  const style = ask.style === "danger" ? "button danger" : "button primary";
  const dialog = el(
    "dialog",
    { class: "modal", "aria-label": wordsOf(ask.title) || "Are you sure?" },
    el("div", { class: "dialog-head" }, el("h2", {}, wordsOf(ask.title) || "Are you sure?")),
    el("div", { class: "dialog-body" }, el("p", { class: "said" }, wordsOf(ask.text))),
    el(
      "div",
      { class: "dialog-foot" },
      el("button", { class: "button", type: "button", onclick: () => dialog.close() }, wordsOf(ask.deny) || "Cancel"),
      el("button", { class: style, type: "button", onclick: () => (dialog.close(), go()) }, wordsOf(ask.confirm) || "Yes"),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
