// What the keys do, and what the picture means. Gives: openHelp.

// Keys as they stand on the keyboard, and the word for what they do.
const KEY_WORDS = [
  [["/"], "key_search"], [["↑", "↓", "Enter", "Esc"], "key_list"], [["←", "↑", "→", "↓"], "key_arrows"], [["Enter", "F"], "focus"],
  [["R"], "find_path"], [["1", "2", "3"], "key_views"], [["+", "−", "0"], "key_zoom"], [["D"], "theme"], [["P"], "png"], [["?"], "help"], [["Esc"], "key_back"],
];

// A modal dialog: the browser keeps the focus in it, and gives it back.
function openHelp() {
  const keys = KEY_WORDS.map(([names, word]) => [h("dt", null, names.map((name) => h("kbd", null, name))), h("dd", null, say(word))]);
  const hints = ["hint_search", "hint_source", "hint_planned"].map((word) => h("li", null, say(word)));
  const close = h("button", { type: "button", class: "icon", "aria-label": say("close"), onclick: () => byId("help").close() }, icon("close", 18));
  const head = h("div", { class: "head" }, h("h2", { id: "help-title" }, say("help")), close);
  fill(byId("help"), head, h("ul", { class: "hints" }, hints), h("dl", null, keys), h("p", { class: "license" }, say("license")));
  byId("help").setAttribute("aria-labelledby", "help-title");
  byId("help").showModal();
}
