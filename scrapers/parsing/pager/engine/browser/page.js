// A pager's call, and what its functions give for page n, in the forms in which plugins call them.
class Told extends Number {
  getCurrent() {
    return Number(this);
  }
  getPage() {
    return Number(this);
  }
}
for (const name of ["curr", "current", "currentPage", "page", "pageNo", "pageNum", "pageIndex", "num"])
  Object.defineProperty(Told.prototype, name, {
    get() {
      return Number(this);
    },
  });

function optionsOf({ args }) {
  return args.find((one) => one && typeof one === "object" && !(one instanceof El)) || {};
}

function summary(call) {
  const options = optionsOf(call),
    values = {},
    functions = [];
  for (const key of Object.keys(options)) {
    const value = options[key];
    if (typeof value === "number" || (typeof value === "string" && value.length < 300)) values[key] = value;
    else if (typeof value === "function") functions.push(key);
    else if (value && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype)
      for (const inner of Object.keys(value))
        if (typeof value[inner] === "function") functions.push(key + "." + inner);
  }
  call.args.forEach((one, at) => {
    if (typeof one === "function") functions.push(String(at));
  });
  const first = call.args[0];
  return {
    name: call.name,
    first: typeof first === "number" || typeof first === "string" ? first : null,
    values,
    functions,
  };
}

function functionOf(call, key) {
  if (/^\d$/.test(key)) return call.args[Number(key)];
  return key.split(".").reduce((from, name) => from[name], optionsOf(call));
}

function begin() {
  effects = [];
  written = [];
  clean = true;
  ran = false;
  lost = false;
}
function ended() {
  return JSON.stringify({
    effect: (!lost && effects.at(-1)) || null,
    nothing: ran && clean && !effects.length,
  });
}

global.$page$ = {
  load(text) {
    page = JSON.parse(text);
    nodes = page.nodes.map(([, tag, attributes, words]) => made(tag, attributes, words));
    page.nodes.forEach(([at], index) => {
      const over = at < 0 ? document : nodes[at];
      nodes[index].parentNode = over;
      over.children.push(nodes[index]);
    });
    // Fields go by their ids; a plugin named as its box is the plugin.
    nodes.forEach((one) => {
      if (one.id && ["form", "input", "select"].includes(one.tag) && !(one.id in global))
        global[one.id] = one;
    });
    for (const form of select("form", document))
      if (form.name && !(form.name in global)) global[form.name] = form;
    Object.setPrototypeOf(
      global,
      new Proxy(
        {},
        {
          has: () => true,
          get: (_, key) =>
            typeof key === "symbol" || Object.hasOwn(Object.prototype, key)
              ? Object.prototype[key]
              : unknown(key),
        },
      ),
    );
  },
  loaded() {
    if (Object.hasOwn(global, "onload")) attempt(global.onload, global, []);
    const body = named.body;
    if (body && body.attributes.onload) attempt(() => (0, eval)(body.attributes.onload), body, []);
    const left = { written: written.join(""), plugins: plugins.map(summary) };
    return JSON.stringify(left);
  },
  press(text) {
    const { node, type, attributes, words, value } = JSON.parse(text);
    const one = nodes[node];
    Object.assign(one.attributes, attributes);
    if (words !== null) one.text = words;
    if (value !== null) one.value = value;
    begin();
    press(one, type);
    return ended();
  },
  turn(text) {
    const { plugin: at, key, number, form } = JSON.parse(text);
    const call = plugins[at],
      run = functionOf(call, key),
      told = new Told(number),
      options = optionsOf(call);
    begin();
    for (const key of Object.keys(options)) if (!(key in told)) told[key] = options[key];
    const shapes = {
      object: [told, false],
      number: [number, "change"],
      event: [{}, number],
      typed: ["page", number, number],
      index: [number - 1, {}],
    };
    const answer = attempt(run, options, shapes[form]);
    if (typeof answer === "string" && !effects.length) go(answer);
    return ended();
  },
};
