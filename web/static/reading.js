// Reading an article: next and previous match by button, `n` and `p`; the address of a paragraph, copied; the cite box
// kept at the paragraph that is open. Without this script the strip, the anchors and the cite box still work.

const marks = [...document.querySelectorAll("article mark")];
const bar = document.getElementById("matches");
let current = -1;

function go(step) {
  if (!marks.length) return;
  marks[current]?.classList.remove("current");
  current = current < 0 && step < 0 ? marks.length - 1 : (current + step + marks.length) % marks.length;
  const mark = marks[current];
  mark.classList.add("current");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  mark.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  bar.querySelector(".count").textContent = `${current + 1} of ${marks.length}`;
}

if (bar && marks.length) {
  for (const button of bar.querySelectorAll("button")) {
    button.hidden = false;
    button.addEventListener("click", () => go(Number(button.dataset.step)));
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") go(1);
    if (event.key === "p") go(-1);
  });
  const target = location.hash && document.querySelector(":target");
  const first = target ? marks.findIndex((mark) => target.contains(mark)) : -1;
  if (first >= 0) current = first - 1;
}

async function copy(text, told) {
  await navigator.clipboard.writeText(text);
  const before = told.textContent;
  told.textContent = "Copied";
  setTimeout(() => { told.textContent = before; }, 1500);
}

for (const quoted of document.querySelectorAll(".cite pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy ${quoted.previousElementSibling.textContent}`);
  button.addEventListener("click", () => copy(quoted.textContent, button));
  quoted.before(button);
}

for (const number of document.querySelectorAll(".paragraph > .number")) {
  number.title = "The address of this paragraph; click to copy";
  number.addEventListener("click", () => {
    navigator.clipboard?.writeText(new URL(number.getAttribute("href"), location.href).href);
  });
}

function citeHere() {
  for (const quoted of document.querySelectorAll(".cite pre")) {
    const address = quoted.dataset.address;
    const hash = /^#p\d+$/.test(location.hash) ? location.hash : "";
    quoted.textContent = quoted.textContent.replaceAll(quoted.dataset.now ?? address, address + hash);
    quoted.dataset.now = address + hash;
  }
}

addEventListener("hashchange", citeHere);
citeHere();
