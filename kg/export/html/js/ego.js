// One entity in the middle, its neighbours in sectors named by relation. Gives: showEgo, drawEgo, hasNeighbours, drawSectors, drawSectorTitles.

const MOST = { wide: 40, narrow: 14 };

function showEgo(id) {
  if (!hasNeighbours(id)) return select(id);
  setView("map");
  drawEgo(id);
}

function hasNeighbours(id) {
  return graph.entities[id].links.some(linkShown);
}

function drawEgo(id) {
  const entity = graph.entities[id];
  view.selected = id;
  view.link = null;
  view.route = null;
  if (profile.tab === "text") profile.tab = "about";
  const narrow = window.innerWidth <= 760;
  byId("right").classList.remove("peek", "tall");
  closeFinder();
  drawProfile(entity);
  showScene(egoScene(entity, narrow ? MOST.narrow : MOST.wide, narrow));
  drawCrumb(say("ego_of", entity.name));
  announce(say("ego_of", entity.name));
  writeHash();
}

// The name under which a link is filed, from the middle's side; the first relation counts.
function sectorOf(link, id) {
  const facts = link.facts.filter(factShown);
  const fact = facts.find(({ kind }) => kind === "relation") || facts.find(({ kind }) => kind === "position") || facts[0];
  if (fact.kind === "relation") {
    const predicate = graph.predicates.get(fact.predicate);
    if (fact.subject < 0) return say("event");
    return fact.subject === id ? labelOf(predicate) : inverseOf(predicate);
  }
  if (fact.kind === "position") return fact.person === id ? say("position") : say("position_inverse");
  return say("event");
}

// Every relation gets its share of the places; the rest go by importance.
function neighbours(entity, most) {
  const shown = entity.links.filter(linkShown);
  const groups = new Map();
  for (const link of shown) {
    const name = sectorOf(link, entity.id);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(link);
  }
  for (const links of groups.values()) links.sort((a, b) => otherEnd(b, entity.id).weight - otherEnd(a, entity.id).weight);
  const share = Math.max(1, Math.floor(most / Math.max(1, groups.size)));
  const taken = new Set([...groups.values()].flatMap((links) => links.slice(0, share)));
  const left = shown.filter((link) => !taken.has(link)).sort((a, b) => otherEnd(b, entity.id).weight - otherEnd(a, entity.id).weight);
  for (const link of left.slice(0, Math.max(0, most - taken.size))) taken.add(link);
  const sectors = [...groups].map(([name, links]) => ({ name, all: links.length, links: links.filter((link) => taken.has(link)) }));
  return { sectors: sectors.filter(({ links }) => links.length).sort((a, b) => b.links.length - a.links.length), rest: shown.length - taken.size };
}

function egoScene(entity, most, narrow) {
  const { sectors, rest } = neighbours(entity, most);
  const count = sectors.reduce((sum, { links }) => sum + links.length, 0);
  const rings = count > 22 ? 3 : count > 9 ? 2 : 1;
  const inner = narrow ? 105 : 165;
  const step = narrow ? 62 : 92;
  const stretch = narrow ? 1 : 1.18;
  const places = new Map([[entity.id, { x: 0, y: 0, size: 25 }]]);
  const gap = Math.min(0.16, 1 / sectors.length);
  const room = 2 * Math.PI - gap * sectors.length;
  const least = 0.7; // a sector of one is as wide as one and a half places
  const total = sectors.reduce((sum, { links }) => sum + links.length + least, 0);
  let turn = -Math.PI / 2 + gap / 2;
  for (const sector of sectors) {
    const span = (room * (sector.links.length + least)) / total;
    Object.assign(sector, { from: turn, to: turn + span, stretch, inner: inner * 0.55, outer: inner + (Math.min(rings, sector.links.length) - 1) * step + 38 });
    sector.links.forEach((link, number) => {
      const angle = turn + (span * (number + 0.5)) / sector.links.length;
      const away = inner + (number % rings) * step;
      places.set(otherEnd(link, entity.id).id, { x: Math.cos(angle) * away * stretch, y: Math.sin(angle) * away, size: 15 });
    });
    turn += span + gap;
  }
  return { kind: "ego", centre: entity.id, places, links: sectors.flatMap(({ links }) => links), sectors, rest };
}

function drawSectors(ctx) {
  ctx.fillStyle = colour("disc");
  ctx.strokeStyle = colour("disc-line");
  ctx.lineWidth = 1 / network.getScale();
  for (const { from, to, inner, outer, stretch } of view.scene.sectors) {
    ctx.beginPath();
    ctx.ellipse(0, 0, outer * stretch, outer, 0, from, to);
    ctx.ellipse(0, 0, inner * stretch, inner, 0, to, from, true);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
  }
}

// Chips just outside the sectors, inside the canvas, and moved out until they are clear of each other.
function drawSectorTitles(ctx) {
  view.scene.titles = [];
  ctx.font = `600 12px ${sans}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const sector of view.scene.sectors) {
    const count = sector.links.length < sector.all ? `${sector.links.length}/${sector.all}` : sector.all;
    const wide = (text) => ctx.measureText(text).width + 18;
    const box = titleBox(sector, `${sector.name} ${count}`, { wide }) || titleBox(sector, sector.name, { wide }) || titleBox(sector, sector.name, { wide, anyway: true });
    if (!box) continue;
    boxPath(ctx, box, 11);
    ctx.fillStyle = colour("panel");
    ctx.strokeStyle = colour("line");
    ctx.lineWidth = 1;
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = colour("text2");
    ctx.fillText(box.text, (box.left + box.right) / 2, box.top + 11.5);
    view.scene.titles.push(box);
  }
}

// The first place beside the sector's rim that is on no title and, unless it must stand anyway, on no node.
function titleBox(sector, text, { wide: widthOf, anyway = false }) {
  const { clientWidth: width } = byId("graph");
  const { top: least, bottom: most } = openRange();
  const zoom = network.getScale();
  const nodesAt = [...view.scene.places].map(([id, place]) => ({ ...network.canvasToDOM(place), radius: radiusOf(id, zoom) * zoom }));
  const wide = widthOf(text);
  for (const { x, y } of placesBeside(sector, wide)) {
    const left = Math.min(Math.max(x - wide / 2, 3), width - wide - 3);
    const top = Math.min(Math.max(y - 11, least), most - 26);
    const box = { left, top, right: left + wide, bottom: top + 22, text };
    const meets = (other) => box.left < other.right + 3 && other.left < box.right + 3 && box.top < other.bottom + 3 && other.top < box.bottom + 3;
    if (!view.scene.titles.some(meets) && (anyway || !nodesAt.some((node) => covers(box, node)))) return box;
  }
  return null;
}

// Middles of a title beside a sector's rim, in px, the nearest first.
function placesBeside({ from, to, outer, stretch }, wide) {
  const places = [];
  for (let away = 16; away <= 96; away += 8) {
    for (const part of [0.5, 0.35, 0.65, 0.2, 0.8]) {
      const [cos, sin] = [Math.cos(from + (to - from) * part), Math.sin(from + (to - from) * part)];
      const edge = network.canvasToDOM({ x: cos * outer * stretch, y: sin * outer });
      for (const aside of [0, 10, -10, 20, -20, 30, -30]) places.push({ x: edge.x + cos * (wide / 2 + away - 12), y: edge.y + sin * away + aside });
    }
  }
  return places;
}
