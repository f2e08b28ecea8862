// What is found while one types in the search box of the head: a combobox with a list (ARIA 1.2). Without it the box leads to the page.
const PAUSE = 200;
const LETTERS = 2;
const form = document.querySelector(".site-search[data-suggest]");
const input = form?.querySelector("input[type=search]");
if (input) {
  const list = Object.assign(document.createElement("ul"), { id: "site-suggestions", className: "suggestions", hidden: true });
  const told = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestions);
  told.setAttribute("role", "status");
  form.append(list, told);
  const ways = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(ways)) input.setAttribute(name, value);

  let pause;
  let asked;
  let chosen;
  const choose = (option) => {
    chosen?.removeAttribute("aria-selected");
    chosen = option;
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };
  const show = (shown) => {
    choose();
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
  };
  const forget = () => {
    clearTimeout(pause);
    asked?.abort();
    told.textContent = "";
    show(false);
  };
  const ask = async () => {
    asked?.abort();
    const own = (asked = new AbortController());
    try {
      const query = new URLSearchParams({ q: input.value });
      const answer = await fetch(`${form.dataset.suggest}?${query}`, { signal: own.signal });
      if (!answer.ok) return forget();
      const part = document.createElement("template");
      part.innerHTML = await answer.text();
      if (own.signal.aborted) return;
      list.replaceChildren(...part.content.querySelectorAll("[role=option]"));
      told.textContent = part.content.querySelector("p")?.textContent ?? "";
      show(list.childElementCount > 0);
    } catch {
      // The button still searches.
    }
  };
  const go = (option) => (location.href = option.dataset.href);

  input.addEventListener("input", () => {
    forget();
    list.replaceChildren();
    if (input.value.trim().length >= LETTERS) pause = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const options = [...list.children];
    if (step && options.length) {
      event.preventDefault();
      if (list.hidden) show(true);
      // Past either end stands what was typed.
      const places = options.length + 1;
      const next = (options.indexOf(chosen) + 1 + step + places) % places;
      choose(options[next - 1]);
    } else if (event.key === "Enter" && chosen && !list.hidden) {
      event.preventDefault();
      go(chosen);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      forget();
    }
  });
  // What is pressed keeps the focus in the box until it leads on.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });
  input.addEventListener("blur", forget);
}
