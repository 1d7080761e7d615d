// An article's text with an entity's sentences marked. Gives: articlePane.

// `marked` is what the entity's facts cite; `current` is scrolled to and stands out.
function articlePane(entity, current) {
  const cited = entity.facts.flatMap((fact) => fact.evidence);
  const numbers = [...new Set([...entity.articles, ...cited.map((evidence) => evidence.article)])].sort((a, b) => a - b);
  const pane = h("div", { class: "texts" });
  const body = h("div");
  const open = (number, mark) => {
    const pills = numbers.length > 1 ? numbers.map((other) => button(headlineOf(other), () => open(other, null), { class: "pill", "aria-pressed": String(other === number) })) : [];
    fill(pane, pills.length ? h("div", { class: "pills" }, pills) : null, fill(body));
    drawArticle(body, number, cited.filter((evidence) => evidence.article === number), mark).catch(showFailure);
  };
  if (numbers.length) open(current ? current.article : numbers[0], current);
  return pane;
}

function headlineOf(number) {
  const { headline, source } = graph.articles[number];
  const name = headline || source;
  return name.length > 14 ? `${name.slice(0, 14)}…` : name;
}

async function drawArticle(body, number, cited, current) {
  const article = graph.articles[number];
  const text = Array.from(await articleText(number)); // of a server's article the blocks come with it
  const about = [article.authors.join("、"), article.date ? dateWords(article.date) : null, article.source].filter(Boolean).join(" · ");
  const blocks = article.blocks.filter(([kind]) => kind !== "headline").map(([kind, start, end]) => h("p", { class: kind }, pieces(text, start, end, { cited, current })));
  fill(body, h("h3", { class: "headline" }, article.headline || say("no_headline")), h("p", { class: "byline" }, about), h("div", { class: "text" }, blocks));
  scrollToMark(body);
}

// The block cut where a citation begins or ends, each piece marked if one covers it.
function pieces(text, start, end, { cited, current }) {
  const cuts = new Set([start, end]);
  for (const evidence of [...cited, ...(current ? [current] : [])]) {
    for (const at of [evidence.start, evidence.end]) if (at > start && at < end) cuts.add(at);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const covers = (evidence, at) => evidence.start <= at && at < evidence.end;
  const out = [];
  for (let n = 0; n + 1 < edges.length; n += 1) {
    const words = text.slice(edges[n], edges[n + 1]).join("");
    if (current && covers(current, edges[n])) {
      const last = out[out.length - 1];
      if (last && last.className === "current") last.append(words); // one mark, however often it is cut
      else out.push(h("mark", { class: "current" }, words));
    } else if (cited.some((evidence) => covers(evidence, edges[n]))) out.push(h("mark", null, words));
    else out.push(words);
  }
  return out;
}

function scrollToMark(body) {
  const mark = body.querySelector("mark.current") || body.querySelector("mark");
  const panel = byId("right");
  if (!mark) return;
  const away = mark.getBoundingClientRect().top - panel.getBoundingClientRect().top;
  panel.scrollTop += away - panel.clientHeight / 3;
}
