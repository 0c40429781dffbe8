// What a page's own functions are given in place of a browser: its elements and forms, a location, document.write.
// Nothing here reads or writes anything outside; what a script asks of others (calls, plugins, cookies) is unknown,
// and an address put together of something unknown is none.
(function (global) {
  "use strict";
  const KEPT = 20, DEPTH = 30;
  let page, nodes, effects = [], written = [], plugins = [], depth = 0;
  // Whether all that ran is known, whether anything did, and whether something was kept where it cannot be found.
  let clean = true, ran = false, lost = false;

  class NotKnown extends Error {}
  const fail = (name) => () => { throw new NotKnown(name); };

  // Anything that no script of the page defines: can be called, made and asked for its parts, and never has a value.
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
      set(_, key, value) { clean = false; lost = true; parts.set(key, value); return true; },
      has: () => true,
      apply(_, self, args) { return called(name, args); },
      construct(_, args) { return called("new " + name, args); },
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
    if (depth > DEPTH) { clean = false; return undefined; }
    depth += 1;
    ran = true;
    try { return run.apply(self, args); } catch (error) {
      clean = false;
      return undefined;
    } finally { depth -= 1; }
  }

  const go = (address) => { if (effects.length < KEPT) effects.push({ kind: "go", url: String(address) }); };
  const write = (...texts) => {
    clean = false;
    if (written.length < 5000) written.push(texts.map(String).join("")); };

  class El {
    constructor(tag, attributes, text) {
      this.tag = tag; this.attributes = attributes; this.ownText = text || "";
      this.parentNode = null; this.children = []; this.listeners = []; this.style = {}; this.stored = {};
    }
    get tagName() { return this.tag.toUpperCase(); }
    get nodeName() { return this.tagName; }
    get nodeType() { return 1; }
    get parentElement() { return this.parentNode; }
    get childNodes() { return this.children; }
    get firstChild() { return this.children[0] || null; }
    get id() { return this.attributes.id || ""; }
    set id(value) { this.attributes.id = String(value); }
    get name() { return this.attributes.name || ""; }
    set name(value) { this.attributes.name = String(value); }
    get type() { return this.attributes.type || ""; }
    set type(value) { this.attributes.type = String(value); }
    get className() { return this.attributes.class || ""; }
    set className(value) { this.attributes.class = String(value); }
    get classList() { const has = (name) => this.className.split(/\s+/).includes(name); return { contains: has, add() {}, remove() {}, toggle() {} }; }
    get href() { return this.attributes.href || ""; }
    set href(value) { this.attributes.href = String(value); }
    get action() { return this.attributes.action || ""; }
    set action(value) { this.attributes.action = String(value); }
    get method() { return this.attributes.method || "get"; }
    set method(value) { this.attributes.method = String(value); }
    set target(value) {}
    get title() { return this.attributes.title || ""; }
    get options() { return this.within("option"); }
    get selectedIndex() { return Math.max(0, this.options.findIndex((one) => one.value === this.value)); }
    get selectedOptions() { return this.options.filter((one) => one.value === this.value); }
    get checked() { return "checked" in this.attributes; }
    get disabled() { return "disabled" in this.attributes; }
    get dataset() {
      return new Proxy({}, {
        get: (_, key) => this.attributes["data-" + String(key).replace(/[A-Z]/g, (c) => "-" + c.toLowerCase())],
        set: (_, key, value) => { this.attributes["data-" + String(key).replace(/[A-Z]/g, (c) => "-" + c.toLowerCase())] = String(value); return true; },
      });
    }
    get value() {
      if (this.chosen !== undefined) return this.chosen;
      if (this.tag === "select") {
        const one = this.options.find((option) => "selected" in option.attributes) || this.options[0];
        return one ? one.value : "";
      }
      if (this.tag === "option") return this.attributes.value ?? this.text.trim();
      return this.attributes.value ?? (this.tag === "textarea" ? this.text : "");
    }
    set value(value) { this.chosen = value === null ? "" : String(value); }
    get text() { return this.ownText + this.children.map((child) => child.text).join(""); }
    set text(value) { clean = false; this.ownText = String(value); this.children = []; }
    get innerText() { return this.text; }
    set innerText(value) { this.text = value; }
    get textContent() { return this.text; }
    set textContent(value) { this.text = value; }
    get innerHTML() { return this.text; }
    set innerHTML(value) { write(value); }
    set outerHTML(value) { write(value); }
    insertAdjacentHTML(_, value) { write(value); }
    get form() { return this.closest("form"); }
    get elements() { return fieldsOf(this); }
    get parentForm() { return this.closest("form"); }
    getAttribute(name) { return this.attributes[String(name).toLowerCase()] ?? null; }
    set src(value) { this.setAttribute("src", value); }
    get src() { return this.attributes.src || ""; }
    setAttribute(name, value) { if (name !== "class" && name !== "style") clean = false; this.attributes[String(name).toLowerCase()] = String(value); if (name === "value") this.chosen = String(value); }
    removeAttribute(name) { delete this.attributes[name]; }
    hasAttribute(name) { return name in this.attributes; }
    appendChild(child) { clean = false; if (child instanceof El) { child.parentNode = this.self || this; this.children.push(child); } return child; }
    append(...children) { for (const child of children) this.appendChild(child); }
    insertBefore(child) { return this.appendChild(child); }
    removeChild(child) { return child; }
    remove() {}
    within(selector) { return select(selector, this.self || this); }
    querySelector(selector) { return this.within(selector)[0] || null; }
    querySelectorAll(selector) { return this.within(selector); }
    getElementsByTagName(tag) { return this.within(tag); }
    getElementsByClassName(name) { return this.within("." + name); }
    matches(selector) { return fits(this.self || this, selector); }
    closest(selector) { let one = this.self || this; while (one && !fits(one, selector)) one = one.parentNode; return one || null; }
    addEventListener(type, run) { this.listeners.push({ type, run }); }
    attachEvent(type, run) { this.listeners.push({ type: type.replace(/^on/, ""), run }); }
    removeEventListener() {}
    focus() {} blur() {} select() {} scrollIntoView() {}
    click() { press(this.self || this, "click"); }
    submit(button) {
      const sent = fieldsOf(this).filter((one) => one.name && !one.disabled && isSent(one)).map((one) => [one.name, one.value]);
      if (button && button.name) sent.push([button.name, button.value]);
      effects.push({ kind: "submit", url: this.action, method: this.method.toLowerCase(), fields: sent });
    }
    requestSubmit() { this.submit(); }
  }

  const fieldsOf = (form) => form.within("input,select,textarea,button");
  const field = (form, key) => fieldsOf(form).find((one) => one.name === key || one.id === key);
  const isSent = (one) => {
    const type = one.type.toLowerCase();
    if (one.tag === "button" || ["submit", "button", "image", "reset", "file"].includes(type)) return false;
    return !["radio", "checkbox"].includes(type) || one.checked;
  };

  // A form's fields are its properties as well.
  function formed(form) {
    form.self = new Proxy(form, {
      get(target, key, receiver) {
        if (key in target || typeof key === "symbol") return Reflect.get(target, key, receiver);
        return field(target, key);
      },
      has: (target, key) => key in target || (typeof key === "string" && Boolean(field(target, key))),
    });
    return form.self;
  }

  function made(tag, attributes, text) {
    const one = new El(tag.toLowerCase(), attributes, text);
    return one.tag === "form" ? formed(one) : one;
  }

  // Selectors, as far as scripts of old pages use them; what is none of these fits nothing.
  const PART = /^(?:([\w*-]+)|#([\w-]+)|\.([\w-]+)|\[\s*([\w-]+)\s*(?:([*^$~|]?=)\s*["']?([^"'\]]*)["']?)?\s*\]|:not\(([^()]*)\)|:[\w-]+(?:\([^()]*\))?)/;
  const compounds = new Map();

  function parts(compound) {
    if (compounds.has(compound)) return compounds.get(compound);
    const found = [];
    let rest = compound;
    while (rest) {
      const part = PART.exec(rest);
      if (!part) { compounds.set(compound, null); return null; }
      found.push(part);
      rest = rest.slice(part[0].length);
    }
    compounds.set(compound, found);
    return found;
  }

  const compares = {
    "=": (a, b) => a === b, "^=": (a, b) => a.startsWith(b), "$=": (a, b) => a.endsWith(b),
    "*=": (a, b) => a.includes(b), "~=": (a, b) => a.split(/\s+/).includes(b), "|=": (a, b) => a === b || a.startsWith(b + "-"),
  };

  function fitsOne(one, compound) {
    const found = parts(compound);
    return found !== null && found.every(([, tag, id, name, attribute, compare, value, not]) => {
      if (tag) return tag === "*" || tag.toLowerCase() === one.tag;
      if (id) return one.id === id;
      if (name) return one.className.split(/\s+/).includes(name);
      if (not) return !fits(one, not);
      if (attribute) {
        const own = one.attributes[attribute.toLowerCase()];
        return own !== undefined && (!compare || compares[compare](own, value));
      }
      return true;
    });
  }

  function fits(one, selector) {
    return String(selector).split(",").some((path) => {
      const steps = path.trim().replace(/\s*>\s*/g, " > ").split(/\s+/);
      let here = one;
      if (!here || !fitsOne(here, steps.pop())) return false;
      while (steps.length) {
        const step = steps.pop();
        if (step === ">") {
          here = here.parentNode;
          if (!here || !fitsOne(here, steps.pop())) return false;
        } else {
          do here = here.parentNode; while (here && !fitsOne(here, step));
          if (!here) return false;
        }
      }
      return true;
    });
  }

  function select(selector, root) {
    const found = [];
    const look = (one) => { for (const child of one.children) { if (fits(child, selector)) found.push(child); look(child); } };
    if (root) look(root);
    return found;
  }

  // What happens when something is pressed or chosen: its own handler, those bound to it or around it, its address.
  function press(one, type) {
    const event = { type, target: one, currentTarget: one, srcElement: one, preventDefault() {}, stopPropagation() {}, which: 1, keyCode: 13 };
    global.event = event;
    const before = effects.length;
    const own = one["on" + type], code = one.attributes["on" + type];
    let left = true;
    if (typeof own === "function") left = attempt(own, one, [event]);
    else if (code) left = attempt(() => Function("event", code).call(one, event), one, []);
    for (let here = one; here; here = here.parentNode) {
      for (const { type: kind, run, selector } of here.listeners) {
        if (!String(kind).split(/[\s.]+/).includes(type)) continue;
        let target = here;
        if (selector) { target = one; while (target && target !== here && !fits(target, selector)) target = target.parentNode; }
        if (!target || (selector && target === here)) continue;
        event.currentTarget = target;
        attempt(run, target, [event]);
      }
    }
    if (effects.length > before || type !== "click" || left === false) return;
    const link = one.closest("a");
    const href = link ? link.href.trim() : "";
    if (/^javascript:[\s;]*(?:void\b[\s\d();]*|false;?|undefined;?|\{\s*\})?$/i.test(href)) return;
    if (/^javascript:/i.test(href)) attempt(() => (0, eval)(decode(href.slice(11))), link, []);
    else if (href && !href.startsWith("#")) go(href);
    else if (["submit", "image"].includes(one.type.toLowerCase()) || (one.tag === "button" && one.type === "")) {
      const form = one.closest("form");
      if (form) form.submit(one);
    }
  }

  function decode(code) { try { return decodeURIComponent(code); } catch (_) { return code; } }

  // jQuery, as far as pagers use it; any other method is a plugin.
  const fn = {};
  const texts = (value) => (value && value.isQuery ? value.list : value);

  class Query {
    constructor(list) { this.list = list; }
    get isQuery() { return true; }
    get length() { return this.list.length; }
    get jquery() { return "3"; }
    get(at) { return at === undefined ? this.list : this.list.at(at); }
    toArray() { return this.list; }
    eq(at) { return query(this.list.slice(at, at === -1 ? undefined : at + 1)); }
    first() { return this.eq(0); }
    last() { return this.eq(-1); }
    each(run) { this.list.forEach((one, at) => attempt(run, one, [at, one])); return this.self; }
    map(run) { return query(this.list.map((one, at) => attempt(run, one, [at, one]))); }
    find(selector) { return query(this.list.flatMap((one) => select(selector, one))); }
    children(selector) { return query(this.list.flatMap((one) => one.children.filter((child) => !selector || fits(child, selector)))); }
    filter(selector) { return query(this.list.filter((one) => typeof selector === "function" || fits(one, selector))); }
    not(selector) { return query(this.list.filter((one) => typeof selector !== "string" || !fits(one, selector))); }
    is(selector) { return this.list.some((one) => fits(one, selector)); }
    hasClass(name) { return this.list.some((one) => fits(one, "." + name)); }
    parent() { return query(this.list.map((one) => one.parentNode).filter(Boolean)); }
    parents(selector) { return this.closest(selector); }
    closest(selector) { return query(this.list.map((one) => one.closest(selector)).filter(Boolean)); }
    siblings() { return query(this.list.flatMap((one) => (one.parentNode ? one.parentNode.children.filter((other) => other !== one) : []))); }
    index() { const one = this.list[0]; return one && one.parentNode ? one.parentNode.children.indexOf(one) : -1; }
    read(ask) { const one = this.list[0]; return one ? ask(one) : unknown("nothing"); }
    every(run) { for (const one of this.list) run(one); return this.self; }
    attr(name, value) {
      if (name && typeof name === "object") return this.every((one) => { for (const key in name) one.setAttribute(key, name[key]); });
      if (value === undefined) return this.read((one) => one.attributes[String(name).toLowerCase()]);
      return this.every((one) => one.setAttribute(name, value));
    }
    prop(name, value) { return this.attr(name, value); }
    data(name, value) {
      if (value !== undefined) return this.every((one) => { clean = false; one.stored[name] = value; });
      return this.read((one) => { const own = one.stored[name] ?? one.attributes["data-" + name]; return own !== undefined && /^\d{1,9}$/.test(own) ? Number(own) : own; });
    }
    val(value) { return value === undefined ? this.read((one) => one.value) : this.every((one) => { one.value = value; }); }
    text(value) { return value === undefined ? this.read((one) => one.text) : this.every((one) => { one.text = value; }); }
    html(value) { return value === undefined ? this.read((one) => one.text) : this.put(value); }
    put(value) { if (typeof value === "string") write(value); else for (const one of [texts(value)].flat()) if (one instanceof El) this.every((own) => own.appendChild(one)); return this.self; }
    append(...values) { for (const value of values) this.put(value); return this.self; }
    prepend(...values) { return this.append(...values); }
    after(...values) { return this.append(...values); }
    before(...values) { return this.append(...values); }
    appendTo(where) { query(where).put(this); return this.self; }
    on(types, selector, data, run) {
      if (types && typeof types === "object") { for (const type in types) this.on(type, selector, types[type]); return this.self; }
      const given = [selector, data, run].find((one) => typeof one === "function");
      const within = typeof selector === "string" ? selector : "";
      if (given) for (const type of String(types).split(/\s+/)) this.every((one) => one.listeners.push({ type, run: given, selector: within }));
      return this.self;
    }
    one(...given) { return this.on(...given); }
    bind(types, data, run) { return this.on(types, data, run); }
    live(types, data, run) { return this.on(types, data, run); }
    delegate(selector, types, run) { return this.on(types, selector, run); }
    click(run, more) { return typeof (more ?? run) === "function" ? this.on("click", more ?? run) : this.every((one) => press(one, "click")); }
    change(run) { return typeof run === "function" ? this.on("change", run) : this.every((one) => press(one, "change")); }
    trigger(type) { return type === "submit" ? this.submit() : this.every((one) => press(one, String(type))); }
    submit(run) { return typeof run === "function" ? this.self : this.every((one) => { if (one.tag === "form") one.submit(); }); }
    ready(run) { attempt(run, document, [jQuery]); return this.self; }
    load(what) { if (typeof what === "function") attempt(what, document, []); else effects.push({ kind: "call" }); return this.self; }
    [Symbol.iterator]() { return this.list[Symbol.iterator](); }
  }
  const SILENT = /^(?:add|remove|toggle)Class$|^(?:css|show|hide|toggle|fade\w+|slide\w+|animate|stop|off|unbind|undelegate|empty|remove|detach|width|height|scroll\w*|focus|blur|hover|mouse\w+|key\w+|resize|removeAttr|removeData|removeProp|wrap\w*|serialize|clone|next\w*|prev\w*|add|end|offset|position|delay|serializeArray)$/;

  function query(list) {
    const found = new Query([texts(list)].flat().filter((one) => one !== null && one !== undefined));
    found.self = new Proxy(found, {
      get(target, key, receiver) {
        if (typeof key === "string" && /^\d+$/.test(key)) return target.list[Number(key)];
        if (typeof key === "string" && Object.hasOwn(fn, key)) return fn[key];
        if (key in target || typeof key === "symbol") return Reflect.get(target, key, receiver);
        return (...args) => { if (!SILENT.test(key)) { clean = false; plugin("." + key, args); } return found.self; };
      },
    });
    return found.self;
  }

  function $(given, context) {
    if (typeof given === "function") { attempt(given, document, [jQuery]); return query([document]); }
    if (typeof given !== "string") return query(given);
    const tag = /^\s*<(\w+)((?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)[^>]*>/.exec(given);
    if (tag) {
      const attributes = {};
      for (const [, name, one, two] of tag[2].matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) attributes[name.toLowerCase()] = one ?? two;
      return query([made(tag[1], attributes, "")]);
    }
    return query(select(given, context ? texts(context)[0] || context : document));
  }
  const call = (name) => (...args) => { clean = false; plugin(name, args); effects.push({ kind: "call" }); return unknown(name + "()"); };
  const own = {
    fn, each(list, run) { for (const key of Object.keys(texts(list) || {})) attempt(run, texts(list)[key], [Array.isArray(texts(list)) ? Number(key) : key, texts(list)[key]]); return list; },
    trim: (text) => String(text).trim(), extend: (...given) => Object.assign(...given.filter((one) => typeof one === "object")),
    inArray: (one, list) => list.indexOf(one), isFunction: (one) => typeof one === "function", isArray: Array.isArray, noop() {}, isNumeric: (one) => !isNaN(one),
    map: (list, run) => [...list].map(run), parseJSON: JSON.parse, ready: (run) => attempt(run, document, [jQuery]), noConflict: () => jQuery, isEmptyObject: (one) => !Object.keys(one).length,
    param: (given) => Object.entries(given).map(([key, value]) => encodeURIComponent(key) + "=" + encodeURIComponent(value)).join("&"),
    ajax: call("$.ajax"), get: call("$.get"), post: call("$.post"), getJSON: call("$.getJSON"), getScript: call("$.getScript"), ajaxSetup() {},
  };
  const jQuery = new Proxy($, {
    get: (_, key) => (Object.hasOwn(own, key) ? own[key] : typeof key === "symbol" ? undefined : key === "prototype" ? fn : unknown("$." + String(key))),
    set: (_, key, value) => { own[key] = value; return true; },
  });

  const document = made("#document", {}, "");
  Object.assign(document, { readyState: "complete", cookie: "", referrer: "", compatMode: "CSS1Compat" });
  const methods = {
    getElementById: (id) => select("#" + id, document)[0] || null,
    getElementsByName: (name) => select(`[name="${name}"]`, document),
    createElement: (tag) => made(tag, {}, ""),
    createTextNode: (text) => made("#text", {}, text),
    write, writeln: write, close() {}, open() {},
  };
  const named = new Proxy(document, {
    get(target, key, receiver) {
      if (Object.hasOwn(methods, key)) return methods[key];
      if (key === "location") return location;
      if (key === "body" || key === "head") return select(key, target)[0] || null;
      if (key === "documentElement") return target.children[0] || null;
      if (key === "forms") return collection(select("form", target));
      if (key === "links") return select("a", target);
      if (key === "all") return collection(select("*", target), methods.getElementById);
      if (key === "URL") return page.url;
      if (key === "title") return page.title;
      if (key === "domain") return page.location.hostname;
      if (key in target || typeof key === "symbol") return Reflect.get(target, key, receiver);
      return select("form", target).find((form) => form.name === key);
    },
    set(target, key, value) {
      if (key === "location") go(value); else { clean = false; target[key] = value; }
      return true;
    },
  });
  document.self = named;

  function collection(list, run) {
    return new Proxy(run || list, {
      get: (_, key) => (key in list || typeof key === "symbol" ? list[key] : list.find((one) => one.name === key || one.id === key)),
    });
  }

  const location = {
    get href() { return page.location.href; }, set href(value) { go(value); },
    get search() { return page.location.search; }, set search(value) { go(/^\?/.test(value) ? value : "?" + value); },
    get pathname() { return page.location.pathname; }, set pathname(value) { go(value); },
    get host() { return page.location.host; }, get hostname() { return page.location.hostname; },
    get protocol() { return page.location.protocol; }, get port() { return page.location.port; },
    get hash() { return page.location.hash; }, set hash(value) { clean = false; },
    get origin() { return page.location.protocol + "//" + page.location.host; },
    assign: go, replace: go, reload() { clean = false; }, toString: () => page.location.href,
  };

  class URLSearchParams {
    constructor(text) {
      this.pairs = String(text ?? "").replace(/^\?/, "").split("&").filter(Boolean).map((pair) => {
        const at = pair.indexOf("=");
        return [decode(at < 0 ? pair : pair.slice(0, at)), at < 0 ? "" : decode(pair.slice(at + 1))];
      });
    }
    get(name) { const found = this.pairs.find(([key]) => key === name); return found ? found[1] : null; }
    has(name) { return this.get(name) !== null; }
    set(name, value) { const found = this.pairs.find(([key]) => key === name); if (found) found[1] = String(value); else this.append(name, value); }
    append(name, value) { this.pairs.push([name, String(value)]); }
    delete(name) { this.pairs = this.pairs.filter(([key]) => key !== name); }
    toString() { return this.pairs.map(([key, value]) => encodeURIComponent(key) + "=" + encodeURIComponent(value)).join("&"); }
  }

  class URL {
    constructor(text, base) {
      const whole = String(text), parts = /^(https?:)\/\/([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/.exec(whole);
      if (!parts || base) throw new NotKnown("URL");
      [, this.protocol, this.host, this.pathname, this.given, this.hash] = parts;
      this.hash ??= "";
      this.searchParams = new URLSearchParams(this.given);
    }
    get origin() { return this.protocol + "//" + this.host; }
    get search() { const text = this.searchParams.toString(); return text && "?" + text; }
    set search(value) { this.searchParams = new URLSearchParams(value); }
    get href() { return this.origin + this.pathname + this.search + this.hash; }
    toString() { return this.href; }
  }

  // The same page is the same at any time and in any run.
  const Day = Date;
  function Fixed(...given) { return new.target ? new Day(...(given.length ? given : [0])) : String(new Day(0)); }
  Object.assign(Fixed, { now: () => 0, parse: Day.parse, UTC: Day.UTC, prototype: Day.prototype });
  Math.random = () => 0.5;

  const soon = (run) => { if (typeof run === "function") attempt(run, global, []); else if (typeof run === "string") attempt(() => (0, eval)(run), null, []); return 1; };
  const given = {
    document: named, jQuery, $: jQuery, URL, URLSearchParams, Date: Fixed,
    navigator: { userAgent: "Mozilla/5.0", appName: "Netscape", platform: "", language: "zh-CN" }, screen: { width: 1280, height: 800 }, history: { length: 1, go() {}, back() {}, forward() {}, pushState() { clean = false; }, replaceState() { clean = false; } },
    console: { log() {}, warn() {}, error() {}, info() {}, debug() {} }, alert() {}, confirm: () => true, prompt: () => null,
    open: (address) => { if (address) go(address); return unknown("window"); },
    setTimeout: soon, requestAnimationFrame: soon, setInterval: () => 1, clearTimeout() {}, clearInterval() {},
    addEventListener(type, run) { if (type === "load" || type === "DOMContentLoaded") attempt(run, global, []); else document.listeners.push({ type, run }); },
    attachEvent(type, run) { this.addEventListener(type.replace(/^on/, ""), run); },
    scrollTo() {}, scroll() {}, focus() {}, getComputedStyle: () => ({}), fetch: call("fetch"),
  };
  for (const name in given) Object.defineProperty(global, name, { value: given[name], writable: true, configurable: true });
  for (const name of ["window", "self", "top", "parent", "frames"]) Object.defineProperty(global, name, { value: global, writable: true, configurable: true });
  Object.defineProperty(global, "location", { get: () => location, set: go, configurable: false });
  document.addEventListener = (type, run) => { if (type === "DOMContentLoaded") attempt(run, named, []); else document.listeners.push({ type, run }); };

  // A pager's call, and what its functions give for page n, in the forms in which plugins call them.
  class Told extends Number {
    getCurrent() { return Number(this); }
    getPage() { return Number(this); }
  }
  for (const name of ["curr", "current", "currentPage", "page", "pageNo", "pageNum", "pageIndex", "num"])
    Object.defineProperty(Told.prototype, name, { get() { return Number(this); } });

  function optionsOf({ args }) { return args.find((one) => one && typeof one === "object" && !(one instanceof El)) || {}; }

  function summary(call) {
    const options = optionsOf(call), values = {}, functions = [];
    for (const key of Object.keys(options)) {
      const value = options[key];
      if (typeof value === "number" || (typeof value === "string" && value.length < 300)) values[key] = value;
      else if (typeof value === "function") functions.push(key);
      else if (value && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype)
        for (const inner of Object.keys(value)) if (typeof value[inner] === "function") functions.push(key + "." + inner);
    }
    call.args.forEach((one, at) => { if (typeof one === "function") functions.push(String(at)); });
    const first = call.args[0];
    return { name: call.name, first: typeof first === "number" || typeof first === "string" ? first : null, values, functions };
  }

  function functionOf(call, key) {
    if (/^\d$/.test(key)) return call.args[Number(key)];
    return key.split(".").reduce((from, name) => from[name], optionsOf(call));
  }

  function begin() { effects = []; written = []; clean = true; ran = false; lost = false; }
  function ended() { return JSON.stringify({ effect: (!lost && effects.at(-1)) || null, nothing: ran && clean && !effects.length }); }

  global.$page$ = {
    load(text) {
      page = JSON.parse(text);
      nodes = page.nodes.map(([, tag, attributes, words]) => made(tag, attributes, words));
      page.nodes.forEach(([at], index) => { const over = at < 0 ? document : nodes[at]; nodes[index].parentNode = over; over.children.push(nodes[index]); });
      // Fields go by their ids; a plugin named as its box is the plugin.
      nodes.forEach((one) => { if (one.id && ["form", "input", "select"].includes(one.tag) && !(one.id in global)) global[one.id] = one; });
      for (const form of select("form", document)) if (form.name && !(form.name in global)) global[form.name] = form;
      Object.setPrototypeOf(global, new Proxy({}, {
        has: () => true,
        get: (_, key) => (typeof key === "symbol" || Object.hasOwn(Object.prototype, key) ? Object.prototype[key] : unknown(key)),
      }));
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
      const call = plugins[at], run = functionOf(call, key), told = new Told(number), options = optionsOf(call);
      begin();
      for (const key of Object.keys(options)) if (!(key in told)) told[key] = options[key];
      const shapes = { object: [told, false], number: [number, "change"], event: [{}, number], typed: ["page", number, number], index: [number - 1, {}] };
      const answer = attempt(run, options, shapes[form]);
      if (typeof answer === "string" && !effects.length) go(answer);
      return ended();
    },
  };
})(globalThis);
