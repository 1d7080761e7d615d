// The articles' words. Gives: articleText, quote.

const ARTICLES_A_PART = 64;
const parts = new Map();

// The text of an article; of one that the file does not hold, as the server tells it.
async function articleText(number) {
  const article = graph.articles[number];
  if (article.remote) return (await wholeArticle(article)).text;
  const part = Math.floor(number / ARTICLES_A_PART);
  if (!parts.has(part)) parts.set(part, unpack(`kg-text-${part}`));
  return (await parts.get(part))[number % ARTICLES_A_PART];
}

// The server's answer is kept with the article.
async function wholeArticle(article) {
  if (article.text === undefined) Object.assign(article, { text: "", blocks: [] }, await askArticle(article.id));
  return article;
}

// Offsets are code points, and a string's are UTF-16 units: the text is cut as an array of characters.
async function quote({ article, start, end, quote: told }) {
  if (told !== undefined) return told;
  return Array.from(await articleText(article)).slice(start, end).join("");
}
