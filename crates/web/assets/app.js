// What a browser adds to pages that work without it (docs/decisions/0017).
import "./marks.js";
import "./suggestions.js";

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
let typed = Boolean(document.querySelector("main form.form[data-unsaved]"));
for (const form of document.querySelectorAll("main form.form[method=post]")) {
  form.addEventListener("input", () => (typed = true));
  form.addEventListener("submit", () => (typed = false));
}
addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});

// Pressed twice is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "true";
  setTimeout(() => delete form.dataset.sent, 3000);
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

// What a form's figures give stands beside it, and is asked for again when one has stopped typing. Nothing is saved.
const PAUSE = 400;
for (const shown of document.querySelectorAll("[data-preview]")) {
  const form = shown.parentElement.querySelector("form.form");
  let pause;
  let asked;
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    body.set("preview", "part");
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: asked.signal });
      if (answer.ok && !answer.redirected) shown.innerHTML = await answer.text();
    } catch {
      // What is shown stays; the button asks for it anew.
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });
}

// Rows of a form come and go on the spot; cells that were copied in a spreadsheet program go through the box for them.
const ADDED = 5;
for (const rows of document.querySelectorAll(".form__rows")) {
  const body = rows.querySelector("tbody");
  const box = rows.querySelector("textarea[name$='.pasted']");
  const renumbered = (row, number) => {
    for (const part of row.querySelectorAll("[name]")) {
      const text = part.name === "fewer_rows" ? "value" : "name";
      part[text] = part[text].replace(/\.\d+(?=\.|$)/, `.${number}`);
      part.id &&= part.id.replace(/-\d+-/, `-${number}-`);
      part.ariaLabel = part.ariaLabel?.replace(/\d+$/, number + 1) ?? null;
      const words = part.querySelector(".visually-hidden");
      if (words) words.textContent = words.textContent.replace(/\d+/, number + 1);
    }
  };
  rows.querySelector("[name=more_rows]")?.addEventListener("click", (event) => {
    const last = body?.rows[body.rows.length - 1];
    if (!last) return;
    event.preventDefault();
    const number = Number(last.querySelector("[name=fewer_rows]").value.split(".")[1]);
    for (let next = number + 1; next <= number + ADDED; next++) {
      const row = last.cloneNode(true);
      for (const message of row.querySelectorAll(".ds-validation-message")) message.remove();
      for (const part of row.querySelectorAll("input, select, textarea")) {
        part.value = "";
        part.removeAttribute("aria-invalid");
        part.removeAttribute("aria-describedby");
      }
      renumbered(row, next);
      body.append(row);
    }
    last.nextElementSibling.querySelector("input, select, textarea")?.focus();
  });
  rows.addEventListener("click", (event) => {
    const row = event.target.closest("[name=fewer_rows]")?.closest("tr");
    if (!row || body.rows.length === 1) return;
    event.preventDefault();
    const beside = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    typed = true;
    beside.querySelector("input, select, textarea")?.focus();
  });
  rows.addEventListener("paste", (event) => {
    const cell = event.target.closest("td [name]");
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    const isOneCell = cell?.matches("textarea") ? !text.includes("\t") : !/[\t\n]/.test(text);
    if (!cell || !box || isOneCell) return;
    event.preventDefault();
    const from = Object.assign(document.createElement("input"), { type: "hidden", name: "paste_from", value: cell.name });
    box.value = text;
    box.after(from);
    rows.querySelector("[name=paste_rows]").click();
  });
}

// What is being done elsewhere is looked at anew, unless somebody is about to press something on the page.
const RENEWED = 3000;
if (document.querySelector("main [data-renews]")) {
  setInterval(() => {
    const busy = document.activeElement?.closest("main, .person-menu, .site-menu") && document.activeElement.id !== "main";
    if (!document.hidden && !busy) location.reload();
  }, RENEWED);
}
