// What a person fills in or picks: the elements of Block Kit as the browser's own controls.

import { el, json } from "./dom.js";
import { wordsOf } from "./text.js";

let count = 0;
const newId = () => `field-${++count}`;

const optionsOf = (element) => [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options ?? [])];

// Each control: its node, what it holds now, how to put a value back. `used` is called when the person picks.
export function control(element, { block, used = () => {}, seen, suggest }) {
  const make = MAKERS[element.type];
  const made = make ? make(element, used, seen, suggest) : unknown(element);
  made.node.dataset.block = block;
  made.node.dataset.action = element.action_id ?? "";
  return made;
}

export const isControl = (element) => element?.type in MAKERS;

function text(element) {
  const attributes = { maxlength: element.max_length && String(element.max_length), placeholder: wordsOf(element.placeholder) || undefined };
  const node = element.multiline
    ? el("textarea", { rows: "4", ...attributes })
    : el("input", { type: { number_input: "text", url_text_input: "url", email_text_input: "email" }[element.type] ?? "text", ...attributes });
  if (element.type === "number_input") node.inputMode = "decimal";
  node.value = element.initial_value ?? "";
  if (element.focus_on_load) node.dataset.first = "yes";
  return { node, held: () => node.value, fill: (value) => (node.value = value) };
}

function moment(kind, initial) {
  return (element, used) => {
    const node = el("input", { type: kind, class: "used" });
    node.value = element[initial] ?? "";
    node.addEventListener("change", () => used(node.value));
    return { node, held: () => node.value, fill: (value) => (node.value = value) };
  };
}

function instant(element, used) {
  const node = el("input", { type: "datetime-local", class: "used" });
  if (element.initial_date_time) node.value = new Date(element.initial_date_time * 1000).toISOString().slice(0, 16);
  const held = () => (node.value ? Math.floor(Date.parse(`${node.value}Z`) / 1000) : null);
  node.addEventListener("change", () => used(held()));
  return { node, held, fill: (value) => value && (node.value = new Date(value * 1000).toISOString().slice(0, 16)) };
}

function select(element, used) {
  const node = el("select", { class: "used", "aria-label": wordsOf(element.placeholder) || undefined });
  node.append(el("option", { value: "" }, wordsOf(element.placeholder) || "Choose"));
  for (const option of element.options ?? []) node.append(el("option", { value: option.value }, wordsOf(option.text)));
  for (const group of element.option_groups ?? []) {
    const options = (group.options ?? []).map((option) => el("option", { value: option.value }, wordsOf(option.text)));
    node.append(el("optgroup", { label: wordsOf(group.label) }, ...options));
  }
  node.value = element.initial_option?.value ?? "";
  node.addEventListener("change", () => used(node.value));
  return { node, held: () => node.value, fill: (value) => (node.value = value) };
}

function picker(listed, initial) {
  return (element, used, seen) => {
    const options = listed(seen).map(([value, name]) => ({ value, text: { text: name } }));
    const chosen = element[initial] ? { value: element[initial] } : undefined;
    return select({ ...element, options, initial_option: chosen }, used);
  };
}

function external(element, used, _seen, suggest) {
  const id = newId();
  const offered = new Map();
  const list = el("datalist", { id });
  const input = el("input", { class: "used", list: id, autocomplete: "off", placeholder: wordsOf(element.placeholder) || "Type to search" });
  if (element.initial_option) {
    offered.set(wordsOf(element.initial_option.text), element.initial_option);
    input.value = wordsOf(element.initial_option.text);
  }
  let waiting = 0;
  async function offer() {
    const answer = await suggest(element, input.value);
    const options = [...(answer.options ?? []), ...(answer.option_groups ?? []).flatMap((group) => group.options)];
    list.replaceChildren(...options.map((option) => el("option", { value: wordsOf(option.text) })));
    for (const option of options) offered.set(wordsOf(option.text), option);
  }
  input.addEventListener("input", () => {
    if (offered.has(input.value)) return used(offered.get(input.value));
    clearTimeout(waiting);
    if (input.value.length >= (element.min_query_length ?? 3)) waiting = setTimeout(offer, 200);
  });
  const node = el("span", { class: "external" }, input, list);
  return { node, input, held: () => offered.get(input.value) ?? null, fill: (option) => option && (offered.set(wordsOf(option.text), option), (input.value = wordsOf(option.text))) };
}

function several(kind) {
  return (element, used) => {
    const name = newId();
    const first = (element.initial_options ?? [element.initial_option]).filter(Boolean).map((option) => option.value);
    const boxes = optionsOf(element).map((option) => {
      const box = el("input", { type: kind, name, value: option.value });
      box.checked = first.includes(option.value);
      box.addEventListener("change", () => used(held()));
      const about = option.description ? el("small", {}, wordsOf(option.description)) : null;
      return [box, el("label", { class: "option" }, box, el("span", {}, wordsOf(option.text), about))];
    });
    const chosen = () => boxes.filter(([box]) => box.checked).map(([box]) => box.value);
    const held = () => (kind === "radio" ? (chosen()[0] ?? "") : chosen());
    const fill = (value) => boxes.forEach(([box]) => (box.checked = [value].flat().includes(box.value)));
    return { node: el("div", { class: "options" }, ...boxes.map(([, label]) => label)), held, fill, isGroup: true };
  };
}

function unknown(element) {
  return { node: el("pre", { tabindex: "0" }, json(element)), held: () => null, fill: () => {} };
}

const people = (seen) => seen.people.map((person) => [person.id, person.name]);
const places = (seen) => seen.conversations.map((one) => [one.id, one.is_direct ? one.name : `#${one.name}`]);

const MAKERS = {
  plain_text_input: text,
  number_input: text,
  url_text_input: text,
  email_text_input: text,
  datepicker: moment("date", "initial_date"),
  timepicker: moment("time", "initial_time"),
  datetimepicker: instant,
  static_select: select,
  external_select: external,
  multi_static_select: several("checkbox"),
  checkboxes: several("checkbox"),
  radio_buttons: several("radio"),
  users_select: picker(people, "initial_user"),
  channels_select: picker(places, "initial_channel"),
  conversations_select: picker(places, "initial_conversation"),
};
