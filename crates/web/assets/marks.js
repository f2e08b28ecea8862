// Buttons and keys that mark up a long text as one would by hand: headings, bold, lists, links, tables and pictures.
const KEYS = { b: "bold", i: "italic", k: "link" };

// By the browser's own way of writing, so that it can be undone.
const write = (box, text, start, end) => {
  box.focus();
  box.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, text)) return;
  box.setRangeText(text, start, end, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
};

const around = (sign) => (box) => {
  const { selectionStart: start, selectionEnd: end, value } = box;
  const inner = value.slice(start, end);
  const isMarked = value.slice(start - sign.length, start) === sign && value.slice(end, end + sign.length) === sign;
  const [from, to] = isMarked ? [start - sign.length, end + sign.length] : [start, end];
  write(box, isMarked ? inner : sign + inner + sign, from, to);
  const first = isMarked ? from : from + sign.length;
  box.setSelectionRange(first, first + inner.length);
};

const SIGN = /^(#{1,6} |[-*•] |\d+\. )/;
const ahead = (sign) => (box) => {
  const { selectionStart, selectionEnd, value } = box;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const after = value.indexOf("\n", selectionEnd);
  const end = after < 0 ? value.length : after;
  const lines = value.slice(start, end).split("\n");
  const signs = lines.map((_, at) => sign(at + 1));
  const isMarked = lines.every((line, at) => line.startsWith(signs[at]));
  const text = lines.map((line, at) => (isMarked ? "" : signs[at]) + line.replace(SIGN, "")).join("\n");
  write(box, text, start, end);
  box.setSelectionRange(start + text.length, start + text.length);
};

const link = (box) => {
  const { selectionStart: start, selectionEnd: end, value } = box;
  const words = value.slice(start, end);
  const address = "https://";
  write(box, `[${words}](${address})`, start, end);
  const at = start + words.length + (words ? 3 : 1);
  box.setSelectionRange(at, words ? at + address.length : at);
};

// What stands by itself has an empty line above.
const gap = (box, end) => {
  if (end === 0 || box.value.slice(0, end).endsWith("\n\n")) return "";
  return box.value[end - 1] === "\n" ? "\n" : "\n\n";
};

const table = (box, button) => {
  const end = box.selectionEnd;
  const before = gap(box, end);
  const { heading } = button.dataset;
  write(box, `${before}| ${heading} | ${heading} |\n| --- | --- |\n|  |  |\n|  |  |\n\n`, end, end);
  const first = end + before.length + 2;
  box.setSelectionRange(first, first + heading.length);
};

// What it shows is to be written, so that is where one goes on.
const picture = (box, button) => {
  const end = box.selectionEnd;
  const before = gap(box, end);
  write(box, `${before}![](fil:${button.dataset.name})\n\n`, end, end);
  const words = end + before.length + 2;
  box.setSelectionRange(words, words);
  fold(button.parentElement.previousElementSibling);
};

// Which files there are is shown below the buttons.
const fold = (button) => {
  const files = button.nextElementSibling;
  files.hidden = !files.hidden;
  button.setAttribute("aria-expanded", String(!files.hidden));
};

const MARKS = {
  bold: around("**"), italic: around("_"), heading: ahead(() => "## "), list: ahead(() => "- "),
  numbers: ahead((number) => `${number}. `), link, table, picture,
  pictures: (_, button) => fold(button),
};

for (const form of document.querySelectorAll("form[data-marked]")) {
  const bar = form.querySelector("template[data-marks]").content;
  for (const box of form.querySelectorAll("textarea:not([name$='.pasted'])")) box.before(bar.cloneNode(true));
  // Rows are added later, so the form listens for them all.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mark]");
    if (button) MARKS[button.dataset.mark](button.closest(".marks").nextElementSibling, button);
  });
  form.addEventListener("keydown", (event) => {
    const mark = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
    if (!mark || !event.target.previousElementSibling?.matches(".marks")) return;
    event.preventDefault();
    MARKS[mark](event.target);
  });
}
