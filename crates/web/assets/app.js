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

// Rows that are put in order by hand are dragged too, with any pointer. A move is sent by the row's own form, as by its buttons.
const EDGE = 60;
const ordered = (list) => {
  const told = list.parentElement.querySelector(".ordered__told");
  const place = (row) => [...list.children].indexOf(row) + list.start;
  const send = async (row) => {
    const form = row.querySelector("form");
    const body = new URLSearchParams(new FormData(form));
    body.set("to", "place");
    body.set("place", place(row));
    const moved = list.dataset.moved.replace("%1", row.dataset.name).replace("%2", place(row));
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const anew = page.querySelector("[data-ordered]");
    if (!answer.ok || !anew) {
      // The page says why, with the list as it now stands.
      document.querySelector("main").replaceWith(page.querySelector("main"));
      document.querySelectorAll("[data-ordered]").forEach(ordered);
      document.querySelector("main [role=alert]")?.scrollIntoView({ block: "center" });
      return;
    }
    list.replaceWith(anew);
    ordered(anew);
    told.textContent = moved.replace("%3", anew.start + anew.children.length - 1);
  };
  const follow = (row, event) => {
    const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
    // The others move past it: what is taken out of the page is let go by a finger.
    while (row.nextElementSibling && middle(row.nextElementSibling) < event.clientY) {
      list.insertBefore(row.nextElementSibling, row);
    }
    while (row.previousElementSibling && middle(row.previousElementSibling) > event.clientY) {
      list.insertBefore(row.previousElementSibling, row.nextElementSibling);
    }
    const over = EDGE - Math.min(event.clientY, innerHeight - event.clientY);
    if (over > 0) scrollBy(0, event.clientY < EDGE ? -over : over);
  };
  for (const row of list.children) {
    if (list.children.length < 2 || !row.querySelector("form")) return;
    const handle = document.createElement("span");
    handle.className = "ordered__handle";
    handle.title = list.dataset.ordered;
    row.prepend(handle);
    handle.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      const [from, before] = [place(row), row.nextElementSibling];
      const drags = new AbortController();
      const end = (isDropped) => {
        drags.abort();
        row.classList.remove("is-dragged");
        if (!isDropped) list.insertBefore(row, before);
        else if (place(row) !== from) send(row).catch(() => location.reload());
      };
      const on = (what, done) => document.addEventListener(what, done, { signal: drags.signal });
      row.classList.add("is-dragged");
      on("pointermove", (moved) => follow(row, moved));
      on("pointerup", () => end(true));
      on("pointercancel", () => end(false));
      on("keydown", (pressed) => pressed.key === "Escape" && end(false));
    });
  }
};
document.querySelectorAll("[data-ordered]").forEach(ordered);

// What is being done elsewhere is looked at anew, unless somebody is about to press something on the page.
const RENEWED = 3000;
if (document.querySelector("main [data-renews]")) {
  setInterval(() => {
    const busy = document.activeElement?.closest("main, .person-menu, .site-menu") && document.activeElement.id !== "main";
    if (!document.hidden && !busy) location.reload();
  }, RENEWED);
}
