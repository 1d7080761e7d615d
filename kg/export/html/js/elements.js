// Elements made from code; text is always text. Gives: byId, h, button, fill, chip, tabButtons, section, announce, thousands.

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
  element.textContent = "";
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

// An entity that one can click.
function chip(entity, attributes) {
  return h("button", { type: "button", class: "chip", onclick: () => select(entity.id), ...attributes }, badge(entity.type, 18), h("span", null, entity.name));
}

// Tabs, of which one is on: [{name, text, on, open}]. One stop for the Tab key; arrows open the next or the one before.
function tabButtons(group, tabs) {
  const goTo = (tab) => {
    tab.open();
    const drawn = document.querySelector(`[data-tab="${group}-${tab.name}"]`);
    if (drawn) drawn.focus({ preventScroll: true });
  };
  return tabs.map((tab, at) => h("button", {
    type: "button", role: "tab", "data-tab": `${group}-${tab.name}`, "aria-selected": String(tab.on), tabindex: tab.on ? "0" : "-1", onclick: () => goTo(tab),
    onkeydown: (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      goTo(tabs[(at + by + tabs.length) % tabs.length]);
    },
  }, tab.text));
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
