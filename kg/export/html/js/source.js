// Where the page's data comes from: the elements of this file, and of a graph too large for one file, a local server
// (its addresses: docs/design.md). Gives: unpack, hasServer, askSearch, askEntity, askPaths, askArticle.

const server = document.querySelector("meta[name=kg-server]");
const hasServer = Boolean(server);

// base64 → gzip → JSON
async function unpack(id) {
  const packed = atob(byId(id).textContent.trim());
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

// What the server answers; null where there is none, it does not know, or it is gone.
async function ask(address, parameters) {
  if (!hasServer) return null;
  const answer = await fetch(`${server.content}${address}?${new URLSearchParams(parameters)}`).catch(() => null);
  return answer && answer.ok ? answer.json() : null;
}

const askSearch = (text) => ask("search", { q: text });
const askEntity = (key) => ask("entity", { key });
const askPaths = (from, to, avoid) => ask("paths", { from, to, avoid: avoid.join(",") });
const askArticle = (id) => ask("article", { id });
