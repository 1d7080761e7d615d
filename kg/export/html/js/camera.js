// Which part of the scene is in sight. Gives: fitScene, zoomBy.

// The part of the canvas that nothing covers.
function freeArea() {
  const box = byId("graph").getBoundingClientRect();
  const covered = byId("right").classList.contains("peek") ? 88 : 0;
  const sheet = window.innerWidth <= 760 ? Math.max(0, box.bottom - byId("right").getBoundingClientRect().top) : 0;
  const finder = byId("finder").hidden ? 0 : byId("finder").offsetHeight + 24;
  const top = view.scene.kind === "map" ? 12 : 84;
  const bottom = Math.max(covered, Math.min(sheet, box.height * 0.6), finder, 14);
  return { width: box.width - 24, height: Math.max(120, box.height - top - bottom), shift: (top - bottom) / 2 };
}

function bounds() {
  if (view.scene.kind === "ego") {
    const [wide, high] = [Math.max(...view.scene.sectors.map(({ outer, stretch }) => outer * stretch)), Math.max(...view.scene.sectors.map(({ outer }) => outer))];
    return { left: -wide, top: -high, right: wide, bottom: high };
  }
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
