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

// `nodes`: {entity, x, y, radius} in px, those on the canvas only; `lines`: pairs of places in px that names keep off where
// they can; `ctx` draws in px.
function drawLabels(ctx, nodes, { width, height, zoom, focus, lines }) {
  labelBoxes.splice(0, Infinity, ...(view.scene.titles || []));
  const solid = nodes.filter((node) => node.radius >= 5 && (!focus || focus.has(node.entity.id)));
  const titles = view.scene.kind === "map" ? regionTitles(nodes, zoom, width) : new Set([view.scene.centre]);
  const order = nodes.filter((node) => !focus || focus.has(node.entity.id)).map((node) => ({ ...node, title: titles.has(node.entity.id) }));
  const rank = ({ entity, title }) => (entity.id === view.hover ? 4000 : 0) + (entity.id === view.selected ? 2000 : 0) + (title ? 1000 : 0) + entity.weight;
  order.sort((a, b) => rank(b) - rank(a));
  const lowest = openRange().bottom;
  let left = view.scene.kind === "map" && !focus ? labelBudget(width, height, zoom) + titles.size : Infinity;
  for (const node of order) {
    if (left <= 0) break;
    if (placeLabel(ctx, node, solid, { width, lowest, lines })) left -= 1;
  }
}

// The most linked member of each community that is large on the screen names it; the layout keeps room below it.
function regionTitles(nodes, zoom, width) {
  const leads = ({ entity }) => filters.leaders.get(entity.community) === entity && filters.members.get(entity.community) >= 5;
  const large = nodes.filter((node) => leads(node) && graph.discs[node.entity.community][2] * zoom >= 26);
  large.sort((a, b) => b.entity.weight - a.entity.weight);
  return new Set(large.slice(0, width < 500 ? 12 : 34).map(({ entity }) => entity.id));
}

// The name, or else the short name, where there is room and the fewest lines are crossed.
function placeLabel(ctx, node, solid, size) {
  const chosen = node.entity.id === view.selected || node.entity.id === view.hover;
  const look = { node, chosen, font: fontOf(node, chosen), lineHeight: (chosen ? SIZES.chosen : SIZES.hub) + 3 };
  const boxes = wordings(node.entity, chosen).flatMap((words) => boxesAround(ctx, words, look, size));
  const free = boxes.filter((box) => isFree(box, node, solid, chosen));
  const box = leastCrossed(free, node.title ? [] : size.lines);
  if (!box) return false;
  labelBoxes.push(box);
  drawLabel(ctx, box, look);
  return true;
}

function boxesAround(ctx, words, { node, font, lineHeight }, size) {
  const wide = Math.max(...words.map((line) => textWidth(ctx, line, font))) + (node.title ? 12 : 2);
  const high = words.length * lineHeight + (node.title ? 4 : 0);
  const boxes = spotsAround(node, wide, high).map(([x, y]) => {
    const left = node.title ? Math.min(Math.max(x, 4), size.width - wide - 4) : x;
    return { left, top: y, right: left + wide, bottom: y + high, text: words.join(""), words };
  });
  return boxes.filter(({ left, right, bottom }) => left >= 2 && right <= size.width - 2 && (view.scene.kind === "map" || bottom <= size.lowest));
}

// The first box that no line crosses, or the one that the fewest do; it is told how many.
function leastCrossed(boxes, lines) {
  let best = null;
  for (const box of boxes) {
    box.crossed = lines.filter((line) => crosses(box, line)).length;
    if (!best || box.crossed < best.crossed) best = box;
    if (!best.crossed) break;
  }
  return best;
}

// Whether a line enters the box: what of it lies between the left and the right side is not all above or below.
function crosses(box, [from, to]) {
  const [a, b] = from.x < to.x ? [from, to] : [to, from];
  if (b.x < box.left || a.x > box.right) return false;
  const heightAt = (x) => (b.x === a.x ? null : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x));
  const ends = b.x === a.x ? [a.y, b.y] : [heightAt(Math.max(a.x, box.left)), heightAt(Math.min(b.x, box.right))];
  return Math.max(...ends) > box.top && Math.min(...ends) < box.bottom;
}

function fontOf(node, chosen) {
  if (chosen) return `600 ${SIZES.chosen}px ${sans}`;
  return node.title || node.entity.links.length > 8 ? `600 ${SIZES.hub}px ${sans}` : `400 ${SIZES.plain}px ${sans}`;
}

// On the map a name is one line of at most nine characters; elsewhere up to three lines of eight, or else as on the map.
function wordings(entity, chosen) {
  const short = [entity.label.length > 9 ? `${entity.label.slice(0, 9)}…` : entity.label];
  if (view.scene.kind !== "map") return [wrapped(entity.name), short];
  return chosen ? [[entity.name.length > 24 ? `${entity.name.slice(0, 23)}…` : entity.name]] : [short];
}

// What stays together in a line: Latin words and numbers, and a bracket or quotation mark with what it stands beside.
const UNBROKEN = /[“‘《（(]*(?:[A-Za-z0-9.%+-]{1,14}|[^])[”’》）)、，。]*/gu;
const CLOSING = /[”’》）)、，。]+$/u; // what may stand over the edge
const EMS = 8; // a line's width, of which a Latin letter takes about half of one

// About equally long lines, at most three.
function wrapped(name) {
  const parts = name.match(UNBROKEN) || [];
  const widthOf = (text) => Array.from(text).reduce((sum, char) => sum + (char < "\u2000" ? 0.55 : 1), 0);
  const whole = widthOf(name);
  const width = Math.max(5, Math.ceil(whole / Math.ceil(whole / EMS)));
  const lines = [""];
  for (const part of parts) {
    if (lines[lines.length - 1] && widthOf(lines[lines.length - 1] + part.replace(CLOSING, "")) > width) lines.push("");
    lines[lines.length - 1] += part;
  }
  return lines.length > 3 ? [lines[0], lines[1], `${Array.from(lines[2]).slice(0, -1).join("")}…`] : lines;
}

// Below, above, right, left, and a little aside.
function spotsAround({ x, y, radius, title }, wide, high) {
  const away = radius + 3;
  const [below, above] = [y + away, y - away - high];
  const parts = title ? [0.3, 0.7, 0.15, 0.85] : view.scene.kind === "map" ? [] : [0.2, 0.8, 0, 1];
  const aside = parts.flatMap((part) => [[x - wide * part, below], [x - wide * part, above]]);
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

// A title is a chip; a name that lies on a line has the ground's colour behind it.
function drawLabel(ctx, box, { font, lineHeight, node, chosen }) {
  if (node.title || box.crossed) {
    boxPath(ctx, box, 5);
    ctx.fillStyle = colour(node.title ? "panel" : "canvas");
    ctx.fill();
  }
  if (node.title) {
    ctx.strokeStyle = colour("line");
    ctx.lineWidth = 1;
    ctx.stroke();
  }
  ctx.font = font;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = HALO;
  ctx.strokeStyle = colour("canvas");
  ctx.fillStyle = chosen ? colour("accent") : node.title ? colour(node.entity.type.name) : colour(node.entity.links.length > 8 ? "text" : "text2");
  box.words.forEach((line, number) => {
    const y = box.top + (node.title ? 2 : 0) + (number + 0.5) * lineHeight;
    if (!node.title) ctx.strokeText(line, (box.left + box.right) / 2, y);
    ctx.fillText(line, (box.left + box.right) / 2, y + 0.5);
  });
}
