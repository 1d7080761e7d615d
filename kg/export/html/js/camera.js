// Which part of the scene is in sight. Gives: fitScene, openRange, zoomBy.

// The part of the canvas that nothing covers: from below the tabs and the crumb to above the sheet and the path finder.
function openRange() {
  const box = byId("graph").getBoundingClientRect();
  const narrow = window.innerWidth <= 760;
  const sheet = narrow && !byId("right").classList.contains("tall") ? Math.max(0, box.bottom - byId("right").getBoundingClientRect().top) : 0;
  const finder = byId("finder").hidden ? 0 : byId("finder").offsetHeight + 24;
  const above = narrow && finder ? finder : 0; // there the path finder is at the top
  const top = view.scene.kind === "map" ? 12 : narrow ? 48 : 92;
  const bottom = Math.max(Math.min(sheet, box.height * 0.7), above ? 0 : finder, 14);
  return { width: box.width - 24, top: Math.max(top, above), bottom: box.height - bottom, height: box.height };
}

function freeArea() {
  const { width, top, bottom, height } = openRange();
  return { width, height: Math.max(120, bottom - top), shift: (top + bottom - height) / 2 };
}

function bounds() {
  if (view.scene.kind === "ego") return sectorBounds(view.scene.sectors);
  if (isCrowdMap()) return crowdBox();
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [id, { x, y, size }] of view.scene.places) {
    if (isHidden(id)) continue;
    box.left = Math.min(box.left, x - size);
    box.right = Math.max(box.right, x + size);
    box.top = Math.min(box.top, y - size);
    box.bottom = Math.max(box.bottom, y + size + 10);
  }
  return box;
}

// Around the rims of all sectors, and the middle.
function sectorBounds(sectors) {
  const box = { left: -60, top: -60, right: 60, bottom: 60 };
  for (const { from, to, outer, stretch } of sectors) {
    for (let part = 0; part <= 1; part += 0.125) {
      const angle = from + (to - from) * part;
      const [x, y] = [Math.cos(angle) * outer * stretch, Math.sin(angle) * outer];
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  }
  return box;
}

function fitScene() {
  const box = bounds();
  if (box.left > box.right) return;
  const area = freeArea();
  const pad = { map: 24, ego: 70, path: 170 }[view.scene.kind];
  const scale = Math.min(area.width / (box.right - box.left + pad), area.height / (box.bottom - box.top + pad * 0.55), 1.6);
  // A phone shows the middle of the map rather than all of it as dust.
  const least = view.scene.kind === "map" && window.innerWidth <= 760 && !isCrowd() ? 0.62 : 0.001;
  const zoom = Math.max(scale, least);
  network.moveTo({ position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 - area.shift / zoom }, scale: zoom, animation: false });
}

function zoomBy(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: false });
}
