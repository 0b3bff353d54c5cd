// Where a person writes: Enter sends, @ and / are completed, + opens what else there is.

import { el, glyph } from "./dom.js";
import { menuButton } from "./menu.js";

const OFFERS_MAX = 6;

export function composer({ id, label, hint, getSeen, send, extras }) {
  const list = el("ul", { class: "offers", role: "listbox", id: `${id}-offers`, "aria-label": "Suggestions", hidden: true });
  const area = el("textarea", { id, rows: "1", autocomplete: "off", "aria-label": label(), placeholder: label(), "aria-autocomplete": "list", "aria-controls": list.id });
  const about = el("span", { class: "grow" }, hint());
  let offers = [];
  let at = 0;

  function grow() {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }

  function offer() {
    offers = offersFor(area.value.slice(0, area.selectionStart), getSeen());
    at = 0;
    list.hidden = offers.length === 0;
    list.replaceChildren(
      ...offers.map((one, place) =>
        el("li", { role: "option", id: `${list.id}-${place}`, onpointerdown: (event) => (event.preventDefault(), take(place)) }, one.name, one.about ? el("small", {}, one.about) : null),
      ),
    );
    mark();
  }

  function mark() {
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    if (offers.length) area.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    else area.removeAttribute("aria-activedescendant");
  }

  function take(place) {
    const { from, put } = offers[place];
    const rest = area.value.slice(area.selectionStart);
    area.value = area.value.slice(0, from) + put + rest;
    area.selectionStart = area.selectionEnd = from + put.length;
    hide();
    area.focus();
  }

  function hide() {
    offers = [];
    list.hidden = true;
    list.replaceChildren();
    mark();
  }

  async function submit() {
    const text = area.value.trim();
    if (!text) return;
    area.value = "";
    grow();
    hide();
    await send(text);
  }

  function onKey(event) {
    if (event.isComposing) return;
    if (offers.length) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        at = (at + (event.key === "ArrowDown" ? 1 : offers.length - 1)) % offers.length;
        return mark();
      }
      if (event.key === "Enter" || event.key === "Tab") {
        event.preventDefault();
        return take(at);
      }
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        return hide();
      }
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  }

  area.addEventListener("input", () => (grow(), offer()));
  area.addEventListener("keydown", onKey);
  area.addEventListener("blur", hide);
  const more = extras().length ? menuButton("More", glyph("plus"), extras, { up: true, kind: "round" }) : null;
  const button = el("button", { class: "round", type: "submit", "aria-label": "Send" }, glyph("send"));
  const box = el("div", { class: "box" }, list, area, el("div", { class: "under" }, more, about, button));
  return el("form", { onsubmit: (event) => (event.preventDefault(), submit()) }, box);
}

// What can be put in the place of the word at the caret.
export function offersFor(before, seen) {
  const word = /(?:^|\s)([@/][\p{L}]*)$/u.exec(before)?.[1];
  if (!word) return [];
  const from = before.length - word.length;
  const typed = word.slice(1).toLowerCase();
  if (word.startsWith("/")) {
    if (from > 0) return [];
    return seen.commands
      .filter((one) => one.command.slice(1).startsWith(typed))
      .slice(0, OFFERS_MAX)
      .map((one) => ({ name: one.command, about: one.about, from, put: `${one.command} ` }));
  }
  const names = [[seen.bot.name, seen.bot.description], ...seen.people.filter((one) => one.id !== seen.me).map((one) => [one.name, one.role])];
  return names
    .filter(([name]) => name.toLowerCase().split(" ").some((part) => part.startsWith(typed)))
    .slice(0, OFFERS_MAX)
    .map(([name, about]) => ({ name: `@${name}`, about, from, put: `@${name} ` }));
}

export function pickFile(send, tell) {
  const input = el("input", { type: "file" });
  input.addEventListener("change", async () => {
    try {
      await send(input.files[0]);
    } catch {
      tell("The file was not taken. It may be too large: 50 MB is the most.");
    }
  });
  input.click();
}
