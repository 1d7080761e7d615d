// Names beside nodes, at the same size at every zoom, never over each other. Gives: drawLabels, labelBoxes.

const SIZES = { plain: 12, hub: 13, chosen: 14 };
const HALO = 3.5;
const labelBoxes = []; // what was drawn last, in px: left, top, right, bottom, text
const widths = new Map();

function textWidth(ctx, text, font) {
  const key = `${font}|${text}`;
  if (!widths.has(key)) {
    ctx.font = font;
    widths.set(key, ctx.measureText(text).width);
  }
  return widths.get(key);
}

// How many names there is room for: more when the map is large on the screen.
function labelBudget(width, height, zoom) {
  return Math.round((width * height) / (zoom < 0.7 ? 15000 : zoom < 1.1 ? 9000 : 6000));
}

// `nodes`: {entity, x, y, radius} in px, those on the canvas only; `ctx` draws in px.
function drawLabels(ctx, nodes, { width, height, zoom, focus }) {
  labelBoxes.splice(0, Infinity, ...(view.scene.titles || []));
  const solid = nodes.filter((node) => node.radius >= 5 && (!focus || focus.has(node.entity.id)));
  const titles = view.scene.kind === "map" ? regionTitles(nodes, zoom, width) : new Set();
  const order = nodes.filter((node) => !focus || focus.has(node.entity.id)).map((node) => ({ ...node, title: titles.has(node.entity.id) }));
  const rank = ({ entity, title }) => (entity.id === view.hover ? 4000 : 0) + (entity.id === view.selected ? 2000 : 0) + (title ? 1000 : 0) + entity.weight;
  order.sort((a, b) => rank(b) - rank(a));
  const lowest = openRange().bottom;
  let left = view.scene.kind === "map" && !focus ? labelBudget(width, height, zoom) + titles.size : Infinity;
  for (const node of order) {
    if (left <= 0) break;
    if (placeLabel(ctx, node, solid, { width, lowest })) left -= 1;
  }
}

// The most linked member of each community that is large on the screen names it; the layout keeps room below it.
function regionTitles(nodes, zoom, width) {
  const leads = ({ entity }) => filters.leaders.get(entity.community) === entity && filters.members.get(entity.community) >= 5;
  const large = nodes.filter((node) => leads(node) && graph.discs[node.entity.community][2] * zoom >= 26);
  large.sort((a, b) => b.entity.weight - a.entity.weight);
  return new Set(large.slice(0, width < 500 ? 12 : 34).map(({ entity }) => entity.id));
}

function placeLabel(ctx, node, solid, size) {
  const chosen = node.entity.id === view.selected || node.entity.id === view.hover;
  const font = fontOf(node, chosen);
  const lines = linesOf(node.entity, chosen);
  const lineHeight = (chosen ? SIZES.chosen : SIZES.hub) + 3;
  const wide = Math.max(...lines.map((line) => textWidth(ctx, line, font))) + (node.title ? 12 : 2);
  const high = lines.length * lineHeight + (node.title ? 4 : 0);
  for (const [x, y] of spotsAround(node, wide, high)) {
    const left = node.title ? Math.min(Math.max(x, 4), size.width - wide - 4) : x;
    const box = { left, top: y, right: left + wide, bottom: y + high, text: lines.join("") };
    const inside = box.left >= 2 && box.right <= size.width - 2 && (view.scene.kind === "map" || box.bottom <= size.lowest);
    if (!inside || !isFree(box, node, solid, chosen)) continue;
    labelBoxes.push(box);
    drawLabel(ctx, box, { lines, font, lineHeight, node, chosen });
    return true;
  }
  return false;
}

function fontOf(node, chosen) {
  if (chosen) return `600 ${SIZES.chosen}px ${sans}`;
  return node.title || node.entity.links.length > 8 ? `600 ${SIZES.hub}px ${sans}` : `400 ${SIZES.plain}px ${sans}`;
}

// On the map a name is one line of at most nine characters; elsewhere up to three lines of eight.
function linesOf(entity, chosen) {
  if (view.scene.kind === "map") {
    if (chosen) return [entity.name.length > 24 ? `${entity.name.slice(0, 23)}…` : entity.name];
    return [entity.label.length > 9 ? `${entity.label.slice(0, 9)}…` : entity.label];
  }
  const chars = Array.from(entity.name);
  const width = Math.max(5, Math.min(8, Math.ceil(chars.length / Math.ceil(chars.length / 8))));
  const lines = [];
  for (let at = 0; at < chars.length && lines.length < 3; at += width) lines.push(chars.slice(at, at + width).join(""));
  return chars.length > width * 3 ? [...lines.slice(0, 2), `${lines[2].slice(0, -1)}…`] : lines;
}

// Below, above, right, left; a community's title also a little aside.
function spotsAround({ x, y, radius, title }, wide, high) {
  const away = radius + 3;
  const [below, above] = [y + away, y - away - high];
  const aside = title ? [0.3, 0.7, 0.15, 0.85].flatMap((part) => [[x - wide * part, below], [x - wide * part, above]]) : [];
  return [[x - wide / 2, below], [x - wide / 2, above], ...aside, [x + away, y - high / 2], [x - away - wide, y - high / 2]];
}

function isFree(box, node, solid, chosen) {
  const meets = (other) => box.left < other.right + 2 && other.left < box.right + 2 && box.top < other.bottom + 1 && other.top < box.bottom + 1;
  if (labelBoxes.some(meets)) return false;
  return (chosen && view.scene.kind === "map") || !solid.some((other) => other.entity !== node.entity && covers(box, other));
}

// Whether a node's disc reaches into the box.
function covers(box, { x, y, radius }) {
  const dx = x - Math.min(Math.max(x, box.left), box.right);
  const dy = y - Math.min(Math.max(y, box.top), box.bottom);
  return dx * dx + dy * dy < (radius + 1) ** 2;
}

function drawLabel(ctx, box, { lines, font, lineHeight, node, chosen }) {
  if (node.title) {
    ctx.beginPath();
    ctx.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, 5);
    ctx.fillStyle = colour("panel");
    ctx.strokeStyle = colour("line");
    ctx.lineWidth = 1;
    ctx.fill();
    ctx.stroke();
  }
  ctx.font = font;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = HALO;
  ctx.strokeStyle = colour("canvas");
  ctx.fillStyle = chosen ? colour("accent") : node.title ? colour(node.entity.type.name) : colour(node.entity.links.length > 8 ? "text" : "text2");
  lines.forEach((line, number) => {
    const y = box.top + (node.title ? 2 : 0) + (number + 0.5) * lineHeight;
    if (!node.title) ctx.strokeText(line, (box.left + box.right) / 2, y);
    ctx.fillText(line, (box.left + box.right) / 2, y + 0.5);
  });
}
