// What no script of the page defines, and what is kept of all that runs. The parts of this folder are the body
// of one function, in the order that process.py gives; `global` is the page's window.

const KEPT = 20,
  DEPTH = 30;
let page,
  nodes,
  effects = [],
  written = [],
  plugins = [],
  depth = 0;
// Whether all that ran is known, whether anything did, and whether something was kept where it is not found.
let clean = true,
  ran = false,
  lost = false;

class NotKnown extends Error {}
const fail = (name) => () => {
  throw new NotKnown(name);
};

// Anything that no script of the page defines: can be called, made and asked for its parts; an address put
// together of it is none, as it has no value.
function unknown(name) {
  const parts = new Map();
  return new Proxy(function () {}, {
    get(_, key) {
      clean = false;
      if (key === Symbol.toPrimitive || ["toString", "valueOf", "toFixed"].includes(key)) return fail(name);
      if (typeof key === "symbol" || key === "then") return undefined;
      if (key === "length") return 0;
      if (!parts.has(key)) parts.set(key, unknown(name + "." + key));
      return parts.get(key);
    },
    set(_, key, value) {
      clean = false;
      lost = true;
      parts.set(key, value);
      return true;
    },
    has: () => true,
    apply(_, self, args) {
      return called(name, args);
    },
    construct(_, args) {
      return called("new " + name, args);
    },
  });
}

function called(name, args) {
  clean = false;
  plugin(name, args);
  if (/(?:^|\.)(?:use|ready|require|define|config|addLoadEvent|nextTick)$/.test(name))
    for (const given of args) if (typeof given === "function") attempt(given, null, []);
  return unknown(name + "()");
}

function plugin(name, args) {
  const told = args.some((one) => (one && typeof one === "object") || typeof one === "number");
  if (told && plugins.length < KEPT) plugins.push({ name, args });
}

function attempt(run, self, args) {
  if (depth > DEPTH) {
    clean = false;
    return undefined;
  }
  depth += 1;
  ran = true;
  try {
    return run.apply(self, args);
  } catch (error) {
    clean = false;
    return undefined;
  } finally {
    depth -= 1;
  }
}

const go = (address) => {
  if (effects.length < KEPT) effects.push({ kind: "go", url: String(address) });
};
const write = (...texts) => {
  clean = false;
  if (written.length < 5000) written.push(texts.map(String).join(""));
};
