// Names as they are typed on a Latin keyboard: hengli, hlyy, hengly. Gives: isLatin, pinyinRank.

const isLatin = (text) => /^[a-z0-9]+$/.test(text) && /[a-z]/.test(text);
const read = []; // by code unit: how the character may be typed
const initials = new Int32Array(1 << 16); // by code unit: with which letters it may begin, as bits; digits share one
const ANYTHING = 1 << 27; // what follows, if what is typed ends within the character
const KNOWN = 1 << 28;
const followers = new Int32Array(1 << 16); // by code unit: with what the next one may begin if what is typed begins here
let asked = ""; // what is typed

const bitOf = (letter) => (letter >= "a" && letter <= "z" ? 1 << (letter.charCodeAt(0) - 97) : 1 << 26);

function typed(name, at) {
  const code = name.charCodeAt(at);
  if (read[code] === undefined) {
    read[code] = graph.readings[name[at]] || [name[at].toLowerCase()];
    for (const syllable of read[code]) initials[code] |= bitOf(syllable[0]);
  }
  return read[code];
}

// Whether the typed letters from `from` on read the name from `at` on: of each character a whole syllable or its first
// letter, of the last one any beginning. Gives the place after the last character, or -1.
function readTo(name, at, letters, from) {
  if (from === letters.length) return at;
  if (at === name.length) return -1;
  for (const syllable of typed(name, at)) {
    if (syllable[0] !== letters[from]) continue;
    const left = letters.length - from;
    if (left < syllable.length && syllable.startsWith(letters.slice(from))) return at + 1;
    const whole = letters.startsWith(syllable, from) ? readTo(name, at + 1, letters, from + syllable.length) : -1;
    const end = whole >= 0 || syllable.length === 1 ? whole : readTo(name, at + 1, letters, from + 1);
    if (end >= 0) return end;
  }
  return -1;
}

// Few names are read to their end: most lack a character that begins so beside one that goes on so.
function followersOf(name, at) {
  let bits = KNOWN;
  for (const syllable of typed(name, at)) {
    if (syllable[0] !== asked[0]) continue;
    if (syllable.startsWith(asked)) bits |= ANYTHING;
    for (const part of asked.startsWith(syllable) ? [1, syllable.length] : [1]) bits |= part === asked.length ? ANYTHING : bitOf(asked[part]);
  }
  followers[name.charCodeAt(at)] = bits;
  return bits;
}

function mayBegin(name, at) {
  const bits = followers[name.charCodeAt(at)] || followersOf(name, at);
  if (bits === KNOWN || bits & ANYTHING) return bits !== KNOWN;
  if (at + 1 === name.length) return false;
  const next = initials[name.charCodeAt(at + 1)] || (typed(name, at + 1), initials[name.charCodeAt(at + 1)]);
  return (bits & next) !== 0;
}

// 3: the whole name, 2: its beginning, 1: what stands in it, 0: nothing.
function pinyinRank(name, letters) {
  if (letters !== asked) {
    asked = letters;
    followers.fill(0);
  }
  for (let at = 0; at < name.length; at += 1) {
    if (!mayBegin(name, at)) continue;
    const end = readTo(name, at, letters, 0);
    if (end >= 0) return at > 0 ? 1 : end === name.length ? 3 : 2;
  }
  return 0;
}
