// jQuery, as far as pagers use it; any other method is a plugin.
const fn = {};
const texts = (value) => (value && value.isQuery ? value.list : value);

class Query {
  constructor(list) {
    this.list = list;
  }
  get isQuery() {
    return true;
  }
  get length() {
    return this.list.length;
  }
  get jquery() {
    return "3";
  }
  get(at) {
    return at === undefined ? this.list : this.list.at(at);
  }
  toArray() {
    return this.list;
  }
  eq(at) {
    return query(this.list.slice(at, at === -1 ? undefined : at + 1));
  }
  first() {
    return this.eq(0);
  }
  last() {
    return this.eq(-1);
  }
  each(run) {
    this.list.forEach((one, at) => attempt(run, one, [at, one]));
    return this.self;
  }
  map(run) {
    return query(this.list.map((one, at) => attempt(run, one, [at, one])));
  }
  find(selector) {
    return query(this.list.flatMap((one) => select(selector, one)));
  }
  children(selector) {
    return query(
      this.list.flatMap((one) => one.children.filter((child) => !selector || fits(child, selector))),
    );
  }
  filter(selector) {
    return query(this.list.filter((one) => typeof selector === "function" || fits(one, selector)));
  }
  not(selector) {
    return query(this.list.filter((one) => typeof selector !== "string" || !fits(one, selector)));
  }
  is(selector) {
    return this.list.some((one) => fits(one, selector));
  }
  hasClass(name) {
    return this.list.some((one) => fits(one, "." + name));
  }
  parent() {
    return query(this.list.map((one) => one.parentNode).filter(Boolean));
  }
  parents(selector) {
    return this.closest(selector);
  }
  closest(selector) {
    return query(this.list.map((one) => one.closest(selector)).filter(Boolean));
  }
  beside(step) {
    const found = (one) =>
      one.parentNode && one.parentNode.children[one.parentNode.children.indexOf(one) + step];
    return query(this.list.map(found).filter(Boolean));
  }
  next() {
    return this.beside(1);
  }
  prev() {
    return this.beside(-1);
  }
  serialize() {
    const sent = this.list.flatMap((one) => (one.tag === "form" ? fieldsOf(one).filter(isSent) : [one]));
    return sent.map((one) => encodeURIComponent(one.name) + "=" + encodeURIComponent(one.value)).join("&");
  }
  siblings() {
    return query(
      this.list.flatMap((one) =>
        one.parentNode ? one.parentNode.children.filter((other) => other !== one) : [],
      ),
    );
  }
  index() {
    const one = this.list[0];
    return one && one.parentNode ? one.parentNode.children.indexOf(one) : -1;
  }
  read(ask) {
    const one = this.list[0];
    return one ? ask(one) : unknown("nothing");
  }
  every(run) {
    for (const one of this.list) run(one);
    return this.self;
  }
  attr(name, value) {
    if (name && typeof name === "object")
      return this.every((one) => {
        for (const key in name) one.setAttribute(key, name[key]);
      });
    if (value === undefined) return this.read((one) => one.attributes[String(name).toLowerCase()]);
    return this.every((one) => one.setAttribute(name, value));
  }
  prop(name, value) {
    return this.attr(name, value);
  }
  data(name, value) {
    if (value !== undefined)
      return this.every((one) => {
        clean = false;
        one.stored[name] = value;
      });
    return this.read((one) => {
      const own = one.stored[name] ?? one.attributes["data-" + name];
      return own !== undefined && /^\d{1,9}$/.test(own) ? Number(own) : own;
    });
  }
  val(value) {
    return value === undefined
      ? this.read((one) => one.value)
      : this.every((one) => {
          one.value = value;
        });
  }
  text(value) {
    return value === undefined
      ? this.read((one) => one.text)
      : this.every((one) => {
          one.text = value;
        });
  }
  html(value) {
    return value === undefined ? this.read((one) => one.text) : this.put(value);
  }
  put(value) {
    if (typeof value === "string") write(value);
    else
      for (const one of [texts(value)].flat())
        if (one instanceof El) this.every((own) => own.appendChild(one));
    return this.self;
  }
  append(...values) {
    for (const value of values) this.put(value);
    return this.self;
  }
  prepend(...values) {
    return this.append(...values);
  }
  after(...values) {
    return this.append(...values);
  }
  before(...values) {
    return this.append(...values);
  }
  appendTo(where) {
    query(where).put(this);
    return this.self;
  }
  on(types, selector, data, run) {
    if (types && typeof types === "object") {
      for (const type in types) this.on(type, selector, types[type]);
      return this.self;
    }
    const given = [selector, data, run].find((one) => typeof one === "function");
    const within = typeof selector === "string" ? selector : "";
    if (given)
      for (const type of String(types).split(/\s+/))
        this.every((one) => one.listeners.push({ type, run: given, selector: within }));
    return this.self;
  }
  one(...given) {
    return this.on(...given);
  }
  bind(types, data, run) {
    return this.on(types, data, run);
  }
  live(types, data, run) {
    return this.on(types, data, run);
  }
  delegate(selector, types, run) {
    return this.on(types, selector, run);
  }
  click(run, more) {
    return typeof (more ?? run) === "function"
      ? this.on("click", more ?? run)
      : this.every((one) => press(one, "click"));
  }
  change(run) {
    return typeof run === "function" ? this.on("change", run) : this.every((one) => press(one, "change"));
  }
  trigger(type) {
    return type === "submit" ? this.submit() : this.every((one) => press(one, String(type)));
  }
  submit(run) {
    return typeof run === "function"
      ? this.self
      : this.every((one) => {
          if (one.tag === "form") one.submit();
        });
  }
  ready(run) {
    attempt(run, document, [jQuery]);
    return this.self;
  }
  load(what) {
    if (typeof what === "function") attempt(what, document, []);
    else effects.push({ kind: "call" });
    return this.self;
  }
  [Symbol.iterator]() {
    return this.list[Symbol.iterator]();
  }
}

// Methods that show, hide and mark, and say nothing of where anything leads.
const SILENT = new RegExp(
  "^(?:addClass|removeClass|toggleClass|css|show|hide|toggle|fade\\w+|slide(?:Up|Down|Toggle)|animate|stop" +
    "|off|unbind|undelegate|empty|remove|detach|focus|blur|hover|mouse\\w+|key\\w+|resize|scroll|removeAttr" +
    "|delay)$",
);
// Methods that give a value or other elements, which is not known.
const GIVING =
  /^(?:(?:outer)?(?:width|height)|scroll(?:Top|Left)|offset|position|add|end|clone|wrap\w*|serializeArray)$/i;

function query(list) {
  const found = new Query([texts(list)].flat().filter((one) => one !== null && one !== undefined));
  found.self = new Proxy(found, {
    get(target, key, receiver) {
      if (typeof key === "string" && /^\d+$/.test(key)) return target.list[Number(key)];
      if (typeof key === "string" && Object.hasOwn(fn, key)) return fn[key];
      if (key in target || typeof key === "symbol") return Reflect.get(target, key, receiver);
      if (GIVING.test(key)) return unknown("." + key);
      return (...args) => {
        if (!SILENT.test(key)) {
          clean = false;
          plugin("." + key, args);
        }
        return found.self;
      };
    },
  });
  return found.self;
}

function $(given, context) {
  if (typeof given === "function") {
    attempt(given, document, [jQuery]);
    return query([document]);
  }
  if (typeof given !== "string") return query(given);
  const tag = /^\s*<(\w+)((?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)[^>]*>/.exec(given);
  if (tag) {
    const attributes = {};
    for (const [, name, one, two] of tag[2].matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
      attributes[name.toLowerCase()] = one ?? two;
    return query([made(tag[1], attributes, "")]);
  }
  return query(select(given, context ? texts(context)[0] || context : document));
}
const call =
  (name) =>
  (...args) => {
    clean = false;
    plugin(name, args);
    effects.push({ kind: "call" });
    return unknown(name + "()");
  };
const own = {
  fn,
  each(list, run) {
    for (const key of Object.keys(texts(list) || {}))
      attempt(run, texts(list)[key], [Array.isArray(texts(list)) ? Number(key) : key, texts(list)[key]]);
    return list;
  },
  trim: (text) => String(text).trim(),
  extend: (...given) => Object.assign(...given.filter((one) => typeof one === "object")),
  inArray: (one, list) => list.indexOf(one),
  isFunction: (one) => typeof one === "function",
  isArray: Array.isArray,
  noop() {},
  isNumeric: (one) => !isNaN(one),
  map: (list, run) => [...list].map(run),
  parseJSON: JSON.parse,
  ready: (run) => attempt(run, document, [jQuery]),
  noConflict: () => jQuery,
  isEmptyObject: (one) => !Object.keys(one).length,
  param: (given) =>
    Object.entries(given)
      .map(([key, value]) => encodeURIComponent(key) + "=" + encodeURIComponent(value))
      .join("&"),
  ajax: call("$.ajax"),
  get: call("$.get"),
  post: call("$.post"),
  getJSON: call("$.getJSON"),
  getScript: call("$.getScript"),
  ajaxSetup() {},
};
const jQuery = new Proxy($, {
  get: (_, key) =>
    Object.hasOwn(own, key)
      ? own[key]
      : typeof key === "symbol"
        ? undefined
        : key === "prototype"
          ? fn
          : unknown("$." + String(key)),
  set: (_, key, value) => {
    own[key] = value;
    return true;
  },
});
