// The picture of hits over time: one stop for the Tab key, arrow keys from bar to bar, and dragging over several of them
// keeps them all. Without this script every bar is a link.

const bars = [...document.querySelectorAll(".timeline svg a")];

function reach(bar) {
  for (const other of bars) other.tabIndex = other === bar ? 0 : -1;
}

function keep(one, other) {
  const [first, last] = [bars.indexOf(one), bars.indexOf(other)].sort((a, b) => a - b);
  const address = new URL(one.getAttribute("href"), location.href);
  address.searchParams.set("from", bars[first].dataset.first);
  address.searchParams.set("to", bars[last].dataset.last);
  location.assign(address);
}

function at(event) {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest(".timeline svg a");
}

if (bars.length) {
  const picture = bars[0].ownerSVGElement;
  let start = null;
  reach(bars[0]);
  picture.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(bars.indexOf(document.activeElement) + step, 0), bars.length - 1);
    reach(bars[next]);
    bars[next].focus();
  });
  picture.addEventListener("dragstart", (event) => event.preventDefault());
  picture.addEventListener("pointerdown", (event) => { start = at(event); });
  picture.addEventListener("pointermove", (event) => {
    const here = start && at(event);
    if (!here) return;
    const [first, last] = [bars.indexOf(start), bars.indexOf(here)].sort((a, b) => a - b);
    bars.forEach((bar, place) => bar.classList.toggle("chosen", place >= first && place <= last));
  });
  addEventListener("pointerup", (event) => {
    const end = start && at(event);
    if (end && end !== start) { event.preventDefault(); keep(start, end); }
    start = null;
  });
}
