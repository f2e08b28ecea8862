// What a browser adds to pages that work without it (docs/decisions/0017).

// `/` leads to the search from anywhere but where somebody writes.
document.addEventListener("keydown", (event) => {
  const writes = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes) return;
  const menu = document.getElementById("site-menu");
  const search = document.getElementById("site-search");
  if (!search) return;
  event.preventDefault();
  if (getComputedStyle(menu).display === "none") menu.showPopover();
  search.focus();
  search.select();
});

// What is typed and not sent is not lost without a question.
let typed = false;
for (const form of document.querySelectorAll("main form.form[method=post]")) {
  form.addEventListener("input", () => (typed = true));
  form.addEventListener("submit", () => (typed = false));
}
addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});

// Pages opened lately are remembered in this browser only, for one person until they sign out.
const LATELY = "samverk-lately";
const SHOWN = 6;
const person = document.querySelector(".site-person__name")?.textContent;
const remembered = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(LATELY));
    return kept?.person === person && Array.isArray(kept.pages) ? kept.pages : [];
  } catch {
    return [];
  }
};
const isPlace = /^\/(samverkan|aktorer)\/[^/]+/.test(location.pathname);
try {
  if (!person) {
    localStorage.removeItem(LATELY);
  } else if (isPlace && !document.querySelector("main form.form, main .ds-error-summary")) {
    const here = { href: location.pathname, title: document.querySelector("main h1")?.textContent.trim() };
    const others = remembered().filter((page) => page.href !== here.href);
    const pages = [here, ...others].slice(0, SHOWN);
    if (here.title) localStorage.setItem(LATELY, JSON.stringify({ person, pages }));
  }
} catch {
  // A browser that keeps nothing shows nothing.
}
const lately = document.getElementById("lately");
if (lately) {
  for (const page of remembered()) {
    const link = document.createElement("a");
    link.className = "ds-link";
    link.href = page.href;
    link.textContent = page.title;
    const item = document.createElement("li");
    item.append(link);
    lately.querySelector("ul").append(item);
    lately.hidden = false;
  }
}
