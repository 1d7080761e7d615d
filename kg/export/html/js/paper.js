// What leaves the page: the picture as PNG, and one entity's profile on paper. Gives: savePicture, printProfile, saveFile.

const FOOT = 56; // px under the picture, for the title and the key

function saveFile(blob, name) {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// The canvas as it stands, at the screen's resolution, with a foot that names it.
function savePicture() {
  const drawn = byId("graph").querySelector("canvas");
  const scale = cssPixels();
  const canvas = h("canvas", { width: drawn.width, height: drawn.height + FOOT * scale });
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = colour("canvas");
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(drawn, 0, 0);
  ctx.setTransform(scale, 0, 0, scale, 0, drawn.height);
  drawFoot(ctx, drawn.width / scale);
  canvas.toBlob((blob) => saveFile(blob, "graph.png"));
}

// Title and counts on the left, the types' shapes on the right as far as there is room.
function drawFoot(ctx, width) {
  ctx.fillStyle = colour("panel");
  ctx.fillRect(0, 0, width, FOOT);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour("text");
  ctx.font = `600 14px ${sans}`;
  ctx.fillText(byId("title").textContent, 16, 20);
  ctx.fillStyle = colour("text3");
  ctx.font = `400 11px ${sans}`;
  ctx.fillText(byId("counts").textContent, 16, 40);
  const left = 32 + Math.max(ctx.measureText(byId("counts").textContent).width, 180);
  usedTypes().filter((type) => !filters.hiddenTypes.has(type.name)).forEach((type, number) => {
    const x = left + Math.floor(number / 2) * 92;
    const y = number % 2 ? 40 : 18;
    if (x + 88 > width) return;
    drawNode(ctx, { type }, { x: x + 8, y, radius: 7, zoom: 1, faded: false, marked: false });
    ctx.font = `400 11px ${sans}`;
    ctx.textAlign = "left";
    ctx.fillStyle = colour("text2");
    ctx.fillText(labelOf(type), x + 20, y + 0.5);
  });
}

// Everything that is known of it, each fact with its quotes, and where they come from; then the browser's print dialogue.
async function printProfile(entity) {
  const groups = [...relationGroups(entity)].map(([name, items]) => [name, items.map(({ fact }) => fact)]);
  const parts = [[say("key_figures"), sortedFigures(entity)], ...groups, [say("event"), sortedEvents(entity)]].filter(([, facts]) => facts.length);
  const sections = [];
  for (const [name, facts] of parts) sections.push(section(name, await Promise.all(facts.map((fact) => printedFact(fact, entity)))));
  const also = entity.aliases.length ? ` · ${say("also", entity.aliases.join("、"))}` : "";
  fill(byId("paper"), h("h1", null, entity.name), h("p", null, labelOf(entity.type) + also), sections, sources(entity));
  window.print();
}

async function printedFact(fact, entity) {
  const quotes = await Promise.all(fact.evidence.map(quote));
  const numbers = fact.evidence.map((evidence) => ` [${citedBy(entity).indexOf(evidence.article) + 1}]`);
  return h("article", null, h("p", null, factLine(fact, entity.id), " ", statusTag(fact)), quotes.map((text, at) => h("blockquote", null, text, numbers[at])));
}

function citedBy(entity) {
  return [...new Set(entity.facts.flatMap((fact) => fact.evidence.map((evidence) => evidence.article)))].sort((a, b) => a - b);
}

function sources(entity) {
  const rows = citedBy(entity).map((number) => {
    const article = graph.articles[number];
    const words = [article.headline || say("no_headline"), article.authors.join("、"), article.date ? dateWords(article.date) : null, article.source];
    return h("li", null, words.filter(Boolean).join(" · "));
  });
  return rows.length ? section(say("sources"), h("ol", null, rows)) : null;
}
