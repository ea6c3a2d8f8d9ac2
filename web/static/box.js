// The search box: "/" focuses it; completions as you type, and searches made here before. A combobox as the ARIA
// Authoring Practices have it: the arrows choose, Enter asks, Escape closes. What was searched stays in this browser.

const input = document.getElementById("q");
const form = input.form;
const MEMORY = "nutgraf.searches";
const REMEMBERED = 8;

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    input.focus();
    input.select();
  }
});

/* ---- what was searched before ---- */

function recall() {
  try { return JSON.parse(localStorage.getItem(MEMORY)) ?? []; } catch { return []; }
}

function remember(text) {
  const kept = [text, ...recall().filter((one) => one !== text)].slice(0, REMEMBERED);
  try { localStorage.setItem(MEMORY, JSON.stringify(kept)); } catch { /* a private window may refuse: then nothing is kept */ }
}

const asked = location.pathname === "/search" && new URLSearchParams(location.search).get("q")?.trim();
if (asked) remember(asked);

/* ---- the list ---- */

const list = document.createElement("ul");
list.id = "completions";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Completions");
list.hidden = true;
form.append(list);
for (const [name, value] of Object.entries({
  role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
})) input.setAttribute(name, value);

let chosen = -1;
let typed = input.value;

function close() {
  list.hidden = true;
  chosen = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function option(text, place, kind) {
  const made = document.createElement("li");
  made.id = `completion-${place}`;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  made.className = kind;
  made.textContent = text;
  made.addEventListener("pointerdown", (event) => { event.preventDefault(); ask(text); });
  return made;
}

function open(texts, kind) {
  list.replaceChildren(...texts.map((text, place) => option(text, place, kind)));
  list.setAttribute("aria-label", kind === "recent" ? "Searches made here before" : "Completions");
  list.hidden = !texts.length;
  chosen = -1;
  input.setAttribute("aria-expanded", String(texts.length > 0));
  input.removeAttribute("aria-activedescendant");
}

function choose(place) {
  const options = [...list.children];
  options[chosen]?.setAttribute("aria-selected", "false");
  chosen = place;
  const one = options[chosen];
  one?.setAttribute("aria-selected", "true");
  if (one) input.setAttribute("aria-activedescendant", one.id);
  else input.removeAttribute("aria-activedescendant");
  input.value = one ? one.textContent : typed;
}

function ask(text) {
  input.value = text;
  close();
  form.requestSubmit();
}

/* ---- completions: the newest question wins, however late an older answer comes ---- */

let latest = 0;
let waiting;

async function complete() {
  const question = ++latest;
  const text = input.value.trim();
  if (!text) return open(recall(), "recent");
  let completions = [];
  try {
    const answer = await fetch(`/api/suggest?${new URLSearchParams({ q: text })}`);
    if (answer.ok) ({ completions } = await answer.json());
  } catch { /* no connection: no completions */ }
  if (question === latest && document.activeElement === input) open(completions.filter((one) => one !== text), "completion");
}

input.addEventListener("input", () => {
  typed = input.value;
  clearTimeout(waiting);
  waiting = setTimeout(complete, 80);
});
input.addEventListener("click", () => { if (!input.value) complete(); });
input.addEventListener("blur", () => { latest++; clearTimeout(waiting); close(); });
form.addEventListener("submit", () => { latest++; clearTimeout(waiting); });
input.addEventListener("keydown", (event) => {
  const count = list.hidden ? 0 : list.children.length;
  if (event.key === "Escape" && count) { event.preventDefault(); input.value = typed; close(); }
  if (event.key === "ArrowDown" && !count) { event.preventDefault(); complete(); }
  if (!count || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  event.preventDefault();
  const step = event.key === "ArrowDown" ? 1 : -1;
  choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1);
});
