// Elements made from code; text is always text. Gives: h, button, chip, clear, byId, announce.

const byId = (id) => document.getElementById(id);

// h("button", {class: "x", onclick: f}, "text", child…); null children are left out.
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

function button(text, onclick, attributes) {
  return h("button", { type: "button", onclick, ...attributes }, text);
}

function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

// An entity that one can click.
function chip(entity, attributes) {
  return h("button", { type: "button", class: "chip", onclick: () => select(entity.id), ...attributes }, badge(entity.type, 18), h("span", null, entity.name));
}

function section(title, ...children) {
  return h("section", null, h("h3", null, title), ...children);
}

function announce(text) {
  byId("live").textContent = text;
}

function thousands(number) {
  return number.toLocaleString("en-US");
}
