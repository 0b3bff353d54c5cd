// Where one can go, and who one can be.

import { el } from "./dom.js";
import { avatar } from "./messages.js";

export const HOME = "home";

function placesOf(seen) {
  const direct = { sign: "“", name: seen.bot.name, about: "direct message" };
  const places = seen.conversations.map((one) => ({ id: one.id, ...(one.is_direct ? direct : { sign: "#", name: one.name }) }));
  return seen.has_home ? [...places, { id: HOME, sign: "⌂", name: "App Home" }] : places;
}

export function drawPlaces(list, seen, current, news, visit) {
  const places = placesOf(seen);
  const mark = JSON.stringify([places, current, [...news]]);
  if (list.dataset.mark === mark) return;
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.place : null;
  list.dataset.mark = mark;
  list.replaceChildren(...places.map((one) => el("li", {}, button(one, one.id === current, news.has(one.id), visit))));
  if (focused) list.querySelector(`[data-place="${focused}"]`)?.focus();
}

function button({ id, sign, name, about }, isCurrent, isNew, visit) {
  return el(
    "button",
    { type: "button", "aria-current": isCurrent ? "page" : null, data: { place: id }, onclick: () => visit(id) },
    el("span", { class: "sign", "aria-hidden": "true" }, sign),
    name,
    about ? el("span", { class: "unseen" }, ` (${about})`) : null,
    isNew ? [el("span", { class: "news", "aria-hidden": "true" }), el("span", { class: "unseen" }, ", new messages")] : null,
  );
}

export function drawPeople(holder, seen, me, become) {
  if (holder.querySelector("label")) return;
  seen.people.forEach((person, at) => {
    const radio = el("input", { type: "radio", name: "me", value: person.id, onchange: () => become(person.id) });
    radio.checked = person.id === me;
    const about = el("span", { class: "about" }, person.role);
    const face = el("span", { class: "face" }, avatar({ name: person.name, at }, true), el("span", {}, person.name, about));
    holder.append(el("label", {}, radio, face));
  });
}
