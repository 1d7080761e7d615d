// The page's scripts are read as one function, as they are run; so names are checked across files.
import { builtinRules } from "eslint/use-at-your-own-risk";

// The oldest browser that has all the page needs is Chrome 80; syntax is that of ES2019, so that older ones read as far as
// the line that tells them. What came later, by the version of Chrome:
const later = {
  83: ["measureUserAgentSpecificMemory"], 85: ["replaceAll", "any"], 86: ["replaceChildren"], 88: ["WeakRef"], 92: ["at", "randomUUID"],
  93: ["hasOwn"], 97: ["findLast", "findLastIndex"], 98: ["structuredClone", "roundRect", "throwIfAborted"], 105: ["setHTML"],
  110: ["toSorted", "toReversed", "toSpliced", "with"], 111: ["isWellFormed"], 117: ["groupBy"], 119: ["withResolvers"], 121: ["fromAsync"],
};
const browser = [
  "window", "document", "location", "history", "performance", "console", "atob", "fetch", "setTimeout", "clearTimeout", "getComputedStyle",
  "Blob", "CSS", "CanvasRenderingContext2D", "DecompressionStream", "Response", "URL", "URLSearchParams",
];
// Rules of form are left to the reader; these are about what goes wrong.
const rules = [
  "constructor-super", "eqeqeq", "for-direction", "getter-return", "no-case-declarations", "no-cond-assign", "no-const-assign", "no-constant-condition",
  "no-dupe-args", "no-dupe-else-if", "no-dupe-keys", "no-duplicate-case", "no-empty", "no-eval", "no-fallthrough", "no-func-assign", "no-implied-eval",
  "no-new-func", "no-redeclare", "no-self-assign", "no-undef", "no-unreachable", "no-unsafe-finally", "no-unused-vars", "no-var",
  "no-useless-escape", "prefer-const", "use-isnan", "valid-typeof",
].filter((name) => builtinRules.has(name));

export default [{
  languageOptions: { ecmaVersion: 2019, sourceType: "script", globals: Object.fromEntries([...browser, "vis"].map((name) => [name, "readonly"])) },
  linterOptions: { reportUnusedDisableDirectives: "error" },
  rules: { ...Object.fromEntries(rules.map((name) => [name, "error"])), "no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
    "no-restricted-properties": ["error", ...Object.entries(later).flatMap(([since, names]) => names.map((property) => ({ property, message: `Chrome has it from ${since} on.` })))],
  },
}];
