// A type's shape, colour and glyph, on the canvas and as a badge in the page. Gives: badge, icon, drawNode, colour, boxPath.

const SVG = "http://www.w3.org/2000/svg";
const GLYPH_FROM = 6.4; // px of radius on screen, below which a glyph is a blot
const palette = new Map();
let sans = "sans-serif";

// A colour of the style sheet, by the name of its custom property.
function colour(name) {
  if (!palette.has(name)) {
    const value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
    palette.set(name, value || getComputedStyle(document.documentElement).getPropertyValue("--text2").trim());
  }
  return palette.get(name);
}

function forgetColours() {
  palette.clear();
  sans = getComputedStyle(document.body).fontFamily;
}

// Corner points of a shape of radius 1, sized to look alike; a circle has none.
const CORNERS = {
  diamond: [[0, -1.18], [1.18, 0], [0, 1.18], [-1.18, 0]],
  hexagon: [[-1.15, 0], [-0.575, -1], [0.575, -1], [1.15, 0], [0.575, 1], [-0.575, 1]],
};

// A rectangle with round corners. Chrome has `roundRect` from 99 on only, and all else that the page needs from 80 on.
function boxPath(ctx, { left, top, right, bottom }, corner) {
  ctx.beginPath();
  ctx.moveTo(left + corner, top);
  ctx.arcTo(right, top, right, bottom, corner);
  ctx.arcTo(right, bottom, left, bottom, corner);
  ctx.arcTo(left, bottom, left, top, corner);
  ctx.arcTo(left, top, right, top, corner);
  ctx.closePath();
}

function shapePath(ctx, shape, x, y, radius) {
  const half = radius * 0.92;
  if (shape === "square") return boxPath(ctx, { left: x - half, top: y - half, right: x + half, bottom: y + half }, radius * 0.28);
  ctx.beginPath();
  if (CORNERS[shape]) {
    for (const [dx, dy] of CORNERS[shape]) ctx.lineTo(x + dx * radius, y + dy * radius);
    ctx.closePath();
  } else ctx.arc(x, y, radius, 0, 2 * Math.PI);
}

// `zoom` turns graph units into pixels; `faded` nodes are those that are not spoken of.
function drawNode(ctx, entity, { x, y, radius, zoom, faded, marked }) {
  const type = entity.type;
  ctx.globalAlpha = faded ? FADED : 1;
  if (marked) {
    shapePath(ctx, type.shape, x, y, radius + 4.5 / zoom);
    ctx.strokeStyle = colour("accent");
    ctx.lineWidth = 2.5 / zoom;
    ctx.stroke();
  }
  shapePath(ctx, type.shape, x, y, type.solid ? radius : radius * 0.92);
  ctx.fillStyle = type.solid ? colour(type.name) : colour("panel");
  ctx.fill();
  if (!type.solid) {
    ctx.strokeStyle = colour(type.name);
    ctx.lineWidth = Math.max(1.6 / zoom, radius * 0.16);
    ctx.stroke();
  }
  if (radius * zoom >= GLYPH_FROM) drawGlyph(ctx, type, x, y, radius);
  ctx.globalAlpha = 1;
}

function drawGlyph(ctx, type, x, y, radius) {
  ctx.font = `600 ${radius * 1.08}px ${sans}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = type.solid ? colour("on-type") : colour(type.name);
  ctx.fillText(type.glyph || labelOf(type).slice(0, 1), x, y + radius * 0.06);
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// The type's shape with its glyph, as an image for legend, chips and headings.
function badge(type, size) {
  const look = { class: type.solid ? "solid" : "hollow" };
  const points = (CORNERS[type.shape] || []).map(([x, y]) => `${12 + x * 9},${12 + y * 9}`).join(" ");
  const shape = {
    circle: () => svg("circle", { ...look, cx: 12, cy: 12, r: type.solid ? 10.5 : 9.6 }),
    square: () => svg("rect", { ...look, x: 2.2, y: 2.2, width: 19.6, height: 19.6, rx: 4 }),
  }[type.shape] || (() => svg("polygon", { ...look, points }));
  const glyph = svg("text", { x: 12, y: 16.4, class: type.solid ? "on" : "own" }, type.glyph || labelOf(type).slice(0, 1));
  const image = svg("svg", { viewBox: "0 0 24 24", width: size, height: size, class: "badge", "aria-hidden": "true" }, shape(), glyph);
  image.style.color = `var(--${type.name}, var(--text2))`;
  return image;
}

const ICONS = {
  search: "M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13M15.5 15.5L21 21",
  theme: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 3v18M12 8h7.5M12 13h8.8M12 18h6",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  download: "M12 4v11M7 11l5 5l5-5M5 20h14",
  swap: "M4 8h15l-4-4M20 16H5l4 4",
  close: "M6 6l12 12M18 6L6 18",
  filter: "M4 6h16M7 12h10M10 18h4",
};

function icon(name, size = 20) {
  return svg("svg", { viewBox: "0 0 24 24", width: size, height: size, class: "icon", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
}
