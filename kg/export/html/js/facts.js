// A fact in words, with the sentence that says it. Gives: factCard, quoteBox, statusTag, entityLink, untilDetailed.

// What stands where details are not unpacked yet; they are drawn when they are there.
function untilDetailed() {
  return graph.detailed ? null : h("p", { class: "none" }, say("details_loading"));
}

function entityLink(number) {
  const entity = graph.entities[number];
  if (!entity) return h("span", null, (graph.events.get(number) || { label: "" }).label);
  return button(entity.name, () => select(entity.id), { class: "link strong" });
}

function tag(kind, text) {
  return h("span", { class: `tag ${kind}` }, text);
}

function statusTag(fact) {
  const kind = fact.kind === "position" ? postStatus(fact) : fact.kind === "observation" ? fact.measure : { Planned: "planned", Denied: "denied", Alleged: "alleged" }[fact.status] || "done";
  const unsure = fact.confidence < SURE ? tag("unsure", say("confidence", Math.round(fact.confidence * 100))) : null;
  return [tag(kind, say(kind)), unsure];
}

// The fact as a line, seen from `self` (an entity's number) where it says so.
function factLine(fact, self) {
  const arrow = (text) => h("span", { class: "verb" }, ` ${text} `);
  if (fact.kind === "relation") {
    const predicate = graph.predicates.get(fact.predicate);
    if (self === fact.object) return [arrow(inverseOf(predicate)), entityLink(fact.subject)];
    const subject = self === fact.subject ? null : entityLink(fact.subject);
    return [subject, arrow(labelOf(predicate)), entityLink(fact.object)];
  }
  if (fact.kind === "position") {
    const person = self === fact.person ? null : entityLink(fact.person);
    const where = fact.organization === null || self === fact.organization ? null : entityLink(fact.organization);
    return [person, person ? " " : null, where, h("span", { class: "verb" }, ` ${fact.title}${heldWords(fact)}`)];
  }
  if (fact.kind === "observation") return [h("span", null, `${fact.indicator} `), h("b", { class: "figure" }, fact.text), h("span", { class: "verb" }, ` ${periodWords(fact.period)}`)];
  return [h("b", null, fact.label), h("span", { class: "verb" }, ` ${eventTypeOf(fact)} · ${dateWords(fact.date)}`)];
}

// A quote with the article it stands in; the text arrives when its part is unpacked.
function quoteBox(evidence, about) {
  const article = graph.articles[evidence.article] || {};
  const sentence = h("p", { class: "quote" });
  quote(evidence).then((text) => { sentence.textContent = text; }).catch(showFailure);
  const name = article.headline ? `《${article.headline}》` : article.source || "";
  const origin = [name, ...(article.authors || [])].concat(article.date ? dateWords(article.date) : []).join(" · ");
  const read = about === undefined ? null : button(say("read_article"), () => readArticle(about, evidence), { class: "link read" });
  return h("blockquote", null, sentence, h("footer", null, h("cite", null, origin), read));
}

// The line, its tag, and its quotes: open at once, or behind 据.
function factCard(fact, { self, open } = {}) {
  const about = self === undefined ? fact.ends[0] : self;
  const quotes = h("div", { class: "quotes" });
  const show = () => fill(quotes, fact.evidence.map((evidence) => quoteBox(evidence, about)));
  const toggleQuotes = (event) => {
    const shown = quotes.childNodes.length > 0;
    if (shown) fill(quotes);
    else show();
    event.currentTarget.setAttribute("aria-expanded", String(!shown));
  };
  if (open) show();
  const more = open || !fact.evidence.length ? null : button(say("source"), toggleQuotes, { class: "source", "aria-expanded": "false" });
  const head = h("p", { class: more ? "line sourced" : "line" }, factLine(fact, self), " ", statusTag(fact), more);
  return h("article", { class: fact.status === "Planned" ? "fact planned" : "fact" }, head, eventDetails(fact), quotes);
}

function eventDetails(fact) {
  if (fact.kind !== "event") return null;
  const rows = [
    [say("place"), fact.place === null ? [] : [fact.place]],
    [say("participants"), fact.participants],
    [say("concerns"), fact.concerns],
    ...fact.told.filter((told) => told.kind === "relation").map((told) => [labelOf(graph.predicates.get(told.predicate)), [told.object]]),
  ];
  const shown = rows.filter(([, numbers]) => numbers.length);
  if (!shown.length) return null;
  return h("dl", null, shown.map(([name, numbers]) => [h("dt", null, name), h("dd", null, numbers.map((number, at) => [at ? "、" : null, entityLink(number)]).flat())]));
}
