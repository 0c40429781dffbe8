// Selectors, as far as scripts of old pages use them; what is none of these fits nothing.
const PART = new RegExp(
  "^(?:" +
    [
      "([\\w*-]+)",
      "#([\\w-]+)",
      "\\.([\\w-]+)",
      "\\[\\s*([\\w-]+)\\s*(?:([*^$~|]?=)\\s*[\"']?([^\"'\\]]*)[\"']?)?\\s*\\]",
      ":not\\(([^()]*)\\)",
      ":[\\w-]+(?:\\([^()]*\\))?",
    ].join("|") +
    ")",
);
const compounds = new Map();

function parts(compound) {
  if (compounds.has(compound)) return compounds.get(compound);
  const found = [];
  let rest = compound;
  while (rest) {
    const part = PART.exec(rest);
    if (!part) {
      compounds.set(compound, null);
      return null;
    }
    found.push(part);
    rest = rest.slice(part[0].length);
  }
  compounds.set(compound, found);
  return found;
}

const compares = {
  "=": (a, b) => a === b,
  "^=": (a, b) => a.startsWith(b),
  "$=": (a, b) => a.endsWith(b),
  "*=": (a, b) => a.includes(b),
  "~=": (a, b) => a.split(/\s+/).includes(b),
  "|=": (a, b) => a === b || a.startsWith(b + "-"),
};

function fitsOne(one, compound) {
  const found = parts(compound);
  return (
    found !== null &&
    found.every(([, tag, id, name, attribute, compare, value, not]) => {
      if (tag) return tag === "*" || tag.toLowerCase() === one.tag;
      if (id) return one.id === id;
      if (name) return one.className.split(/\s+/).includes(name);
      if (not) return !fits(one, not);
      if (attribute) {
        const own = one.attributes[attribute.toLowerCase()];
        return own !== undefined && (!compare || compares[compare](own, value));
      }
      return true;
    })
  );
}

function fits(one, selector) {
  return String(selector)
    .split(",")
    .some((path) => {
      const steps = path
        .trim()
        .replace(/\s*>\s*/g, " > ")
        .split(/\s+/);
      let here = one;
      if (!here || !fitsOne(here, steps.pop())) return false;
      while (steps.length) {
        const step = steps.pop();
        if (step === ">") {
          here = here.parentNode;
          if (!here || !fitsOne(here, steps.pop())) return false;
        } else {
          do here = here.parentNode;
          while (here && !fitsOne(here, step));
          if (!here) return false;
        }
      }
      return true;
    });
}

function select(selector, root) {
  const found = [];
  const look = (one) => {
    for (const child of one.children) {
      if (fits(child, selector)) found.push(child);
      look(child);
    }
  };
  if (root) look(root);
  return found;
}
