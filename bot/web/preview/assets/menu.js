// A button that opens a menu: arrows, Home, End, Escape; focus comes back to the button.

import { el } from "./dom.js";

export function menuButton(label, face, entries, { up = false, kind = "plain icon" } = {}) {
  const button = el("button", { class: kind, type: "button", "aria-label": label, "aria-haspopup": "menu", "aria-expanded": "false" }, face);
  const holder = el("span", { class: up ? "menu-at up" : "menu-at" }, button);
  let menu = null;

  function close(comesBack) {
    menu?.remove();
    menu = null;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (comesBack) button.focus();
  }

  function outside(event) {
    if (!holder.contains(event.target)) close(false);
  }

  function open() {
    const items = entries().map((entry) =>
      el(
        "button",
        {
          type: "button",
          role: "menuitem",
          tabindex: "-1",
          onclick: () => {
            close(true);
            entry.choose();
          },
        },
        entry.name,
        entry.about ? el("small", {}, entry.about) : null,
      ),
    );
    menu = el("div", { class: "menu", role: "menu", "aria-label": label, onkeydown: (event) => move(event, items) }, ...items);
    holder.append(menu);
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", outside, true);
    items[0]?.focus();
  }

  function move(event, items) {
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      items[(to + items.length) % items.length].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.stopPropagation();
      if (event.key === "Escape") event.preventDefault();
      close(true);
    }
  }

  button.addEventListener("click", () => (menu ? close(true) : open()));
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !menu) {
      event.preventDefault();
      open();
    }
  });
  return holder;
}
