// Light or dark: as the system has it, or as was chosen. A choice lasts as long as the browser's tab.

import { el } from "./dom.js";

export const kept = {
  get: (key, otherwise) => sessionStorage.getItem(key) ?? otherwise,
  set: (key, value) => sessionStorage.setItem(key, value),
};

const isDark = matchMedia("(prefers-color-scheme: dark)");

function apply() {
  const wanted = kept.get("theme", "system");
  document.documentElement.dataset.theme = wanted === "system" ? (isDark.matches ? "dark" : "light") : wanted;
}

// Put the choice into a field set, and follow it.
export function light(holder) {
  for (const [value, name] of [
    ["system", "System"],
    ["light", "Light"],
    ["dark", "Dark"],
  ]) {
    const radio = el("input", { type: "radio", name: "theme", value, onchange: () => (kept.set("theme", value), apply()) });
    radio.checked = kept.get("theme", "system") === value;
    holder.append(el("label", {}, radio, el("span", { class: "face" }, name)));
  }
  isDark.addEventListener("change", apply);
  apply();
}
