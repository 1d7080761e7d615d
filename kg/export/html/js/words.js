// The page's words in the reader's language. Gives: say, labelOf, inverseOf, setWords, language, dateWords, openWords, periodWords.

let words = {};
let language = "zh";

function setWords(table, chosen) {
  words = table;
  language = chosen;
  document.documentElement.lang = chosen === "zh" ? "zh-CN" : "en";
}

// The word with {0}, {1} filled in.
function say(key, ...values) {
  const text = words[key] ? words[key][language] : key;
  return text.replace(/\{(\d)\}/g, (_, place) => String(values[place]));
}

// A type's or relation's label.
function labelOf(term) {
  return term.labels[language] || term.name;
}

// A relation read from its object's side.
function inverseOf(predicate) {
  return predicate.inverse[language] || predicate.name;
}

// A partial date as words: "2024", "2024-11", "2024-11-05", "--09-21", "2024-Q4", "2023-H1", "a/b".
function dateWords(date) {
  if (!date) return say("no_date");
  if (date.includes("/")) return say("range", ...date.split("/").map(dateWords));
  const part = /^(\d{4})-([QH])(\d)$/.exec(date);
  if (part) return part[2] === "Q" ? say("quarter", part[1], part[3]) : say("half", part[1], say(`half_${part[3]}`));
  if (OPEN.test(date)) return say("year_open", openWords(date));
  const full = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date);
  if (!full) return date;
  const name = full[3] ? "day" : full[2] ? "month" : "year";
  return say(name, full[1], full[2] && monthWord(full[2]), full[3] && +full[3]);
}

const OPEN = /^--(\d\d)(?:-(\d\d))?$/;

// A day or month without a year.
function openWords(date) {
  const [, month, day] = OPEN.exec(date) || [];
  return !month ? date : day ? say("day_only", monthWord(month), +day) : say("month_only", monthWord(month));
}

function monthWord(month) {
  return say("months").split(" ")[month - 1] || month;
}

function periodWords(period) {
  return period ? dateWords(period) : say("no_period");
}
