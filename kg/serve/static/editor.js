"use strict";
// The query editor: examples, completion of the ontology's terms, and the answer as a table. Names reach the page as
// textContent only.
(() => {
  const byId = (id) => document.getElementById(id);
  const { language, root } = document.body.dataset;
  const words = JSON.parse(document.body.dataset.words);
  const text = byId("text"), list = byId("terms"), said = byId("said"), answer = byId("answer"), example = byId("example");
  let terms = [], examples = [], chosen = 0, shown = [];

  const make = (tag, content = "") => Object.assign(document.createElement(tag), { textContent: content });

  async function begin() {
    const known = await (await fetch(`${root}query/terms`)).json();
    terms = known.terms;
    examples = known.queries;
    for (const [number, query] of examples.entries()) {
      example.append(Object.assign(make("option", query.titles[language]), { value: String(number) }));
    }
    const asked = new URLSearchParams(location.search).get("query");
    text.value = asked ?? "SELECT ?name WHERE {\n  ?park a kg:Park ; skos:prefLabel ?name .\n}\nLIMIT 100\n";
    document.documentElement.dataset.ready = "all";
  }

  // The word before the caret, as far as it can be a term, a label or a variable.
  const word = () => /[\p{L}\p{N}_:?]+$/u.exec(text.value.slice(0, text.selectionStart))?.[0] ?? "";

  function candidates() {
    const begun = word().toLowerCase();
    if (!begun) return [];
    const own = [...new Set(text.value.match(/\?[\p{L}\p{N}_]+/gu) ?? [])].map((name) => ({ name, labels: {} }));
    const fits = ({ name, labels }) =>
      name.toLowerCase().startsWith(begun) || name.split(":")[1]?.toLowerCase().startsWith(begun) ||
      Object.values(labels).some((label) => label.toLowerCase().startsWith(begun));
    return [...own, ...terms].filter((term) => fits(term) && term.name !== word()).slice(0, 12);
  }

  function suggest(asked) {
    shown = asked || word().length > 1 ? candidates() : [];
    chosen = 0;
    list.replaceChildren(...shown.map(({ name, labels }, at) => {
      const item = make("li", labels[language] ? `${name}  ${labels[language]}` : name);
      item.setAttribute("role", "option");
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(at); });
      return item;
    }));
    list.hidden = shown.length === 0;
    mark();
  }

  function mark() {
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  }

  function take(at) {
    const end = text.selectionStart;
    text.setRangeText(shown[at].name, end - word().length, end, "end");
    list.hidden = true;
    text.focus();
  }

  function keys(event) {
    if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); run(); return; }
    if (event.ctrlKey && event.key === " ") { event.preventDefault(); suggest(true); return; }
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { chosen = (chosen + step + shown.length) % shown.length; mark(); }
    else if (event.key === "Enter" || event.key === "Tab") take(chosen);
    else if (event.key === "Escape") list.hidden = true;
    else return;
    event.preventDefault();
  }

  async function run() {
    list.hidden = true;
    answer.replaceChildren();
    say(words.running);
    const headers = { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle;q=0.9" };
    try {
      const response = await fetch(`${root}sparql`, { method: "POST", headers, body: text.value });
      if (!response.ok) say(await response.text(), true);
      else if (response.headers.get("Content-Type").startsWith("text/turtle")) show(make("pre", await response.text()), "");
      else results(await response.json());
    } catch {
      say(words.failed, true);
    }
  }

  function results(found) {
    if ("boolean" in found) { say(found.boolean ? words.yes : words.no); return; }
    const table = make("table"), head = table.createTHead().insertRow(), body = table.createTBody();
    for (const name of found.head.vars) head.append(make("th", name));
    for (const row of found.results.bindings) {
      const line = body.insertRow();
      for (const name of found.head.vars) line.append(cell(row[name]));
    }
    show(table, `${found.results.bindings.length} ${words.rows}`);
  }

  function cell(value) {
    const place = make("td");
    if (value?.type === "uri") {
      const link = make("a", decode(value.value));
      link.href = `${root}about?iri=${encodeURIComponent(value.value)}`;
      place.append(link);
    } else place.textContent = value?.value ?? "";
    return place;
  }

  function decode(iri) {
    try { return decodeURI(iri); } catch { return iri; }
  }

  function show(element, summary) {
    answer.replaceChildren(element);
    say(summary);
  }

  function say(what, wrong = false) {
    said.textContent = what;
    said.classList.toggle("wrong", wrong);
  }

  example.addEventListener("change", () => {
    if (example.value) text.value = examples[Number(example.value)].text;
    text.focus();
  });
  text.addEventListener("keydown", keys);
  text.addEventListener("input", () => suggest(false));
  text.addEventListener("blur", () => { list.hidden = true; });
  byId("run").addEventListener("click", run);
  begin();
})();
