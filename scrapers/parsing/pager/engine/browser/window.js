// document, location and the other things of a window, none of which reaches outside.

const document = made("#document", {}, "");
Object.assign(document, { readyState: "complete", cookie: "", referrer: "", compatMode: "CSS1Compat" });
const methods = {
  getElementById: (id) => select("#" + id, document)[0] || null,
  getElementsByName: (name) => select(`[name="${name}"]`, document),
  createElement: (tag) => made(tag, {}, ""),
  createTextNode: (text) => made("#text", {}, text),
  write,
  writeln: write,
  close() {},
  open() {},
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
    if (key === "location") go(value);
    else {
      clean = false;
      target[key] = value;
    }
    return true;
  },
});
document.self = named;

function collection(list, run) {
  return new Proxy(run || list, {
    get: (_, key) =>
      key in list || typeof key === "symbol"
        ? list[key]
        : list.find((one) => one.name === key || one.id === key),
  });
}

const location = {
  get href() {
    return page.location.href;
  },
  set href(value) {
    go(value);
  },
  get search() {
    return page.location.search;
  },
  set search(value) {
    go(/^\?/.test(value) ? value : "?" + value);
  },
  get pathname() {
    return page.location.pathname;
  },
  set pathname(value) {
    go(value);
  },
  get host() {
    return page.location.host;
  },
  get hostname() {
    return page.location.hostname;
  },
  get protocol() {
    return page.location.protocol;
  },
  get port() {
    return page.location.port;
  },
  get hash() {
    return page.location.hash;
  },
  set hash(value) {
    clean = false;
  },
  get origin() {
    return page.location.protocol + "//" + page.location.host;
  },
  assign: go,
  replace: go,
  reload() {
    clean = false;
  },
  toString: () => page.location.href,
};

class URLSearchParams {
  constructor(text) {
    if (text && typeof text === "object" && !(text instanceof URLSearchParams)) {
      this.pairs = Object.entries(text).map(([key, value]) => [key, String(value)]);
      return;
    }
    this.pairs = String(text ?? "")
      .replace(/^\?/, "")
      .split("&")
      .filter(Boolean)
      .map((pair) => {
        const at = pair.indexOf("=");
        return [decode(at < 0 ? pair : pair.slice(0, at)), at < 0 ? "" : decode(pair.slice(at + 1))];
      });
  }
  get(name) {
    const found = this.pairs.find(([key]) => key === name);
    return found ? found[1] : null;
  }
  has(name) {
    return this.get(name) !== null;
  }
  set(name, value) {
    const found = this.pairs.find(([key]) => key === name);
    if (found) found[1] = String(value);
    else this.append(name, value);
  }
  append(name, value) {
    this.pairs.push([name, String(value)]);
  }
  delete(name) {
    this.pairs = this.pairs.filter(([key]) => key !== name);
  }
  toString() {
    return this.pairs
      .map(([key, value]) => encodeURIComponent(key) + "=" + encodeURIComponent(value))
      .join("&");
  }
}

class URL {
  constructor(text, base) {
    const whole = String(text),
      parts = /^(https?:)\/\/([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/.exec(whole);
    if (!parts || base) throw new NotKnown("URL");
    [, this.protocol, this.host, this.pathname, this.given, this.hash] = parts;
    this.hash ??= "";
    this.searchParams = new URLSearchParams(this.given);
  }
  get origin() {
    return this.protocol + "//" + this.host;
  }
  get search() {
    const text = this.searchParams.toString();
    return text && "?" + text;
  }
  set search(value) {
    this.searchParams = new URLSearchParams(value);
  }
  get href() {
    return this.origin + this.pathname + this.search + this.hash;
  }
  toString() {
    return this.href;
  }
}

// The same page is the same at any time and in any run.
const Day = Date;
function Fixed(...given) {
  return new.target ? new Day(...(given.length ? given : [0])) : String(new Day(0));
}
Object.assign(Fixed, { now: () => 0, parse: Day.parse, UTC: Day.UTC, prototype: Day.prototype });
Math.random = () => 0.5;

const soon = (run) => {
  if (typeof run === "function") attempt(run, global, []);
  else if (typeof run === "string") attempt(() => (0, eval)(run), null, []);
  return 1;
};
const given = {
  document: named,
  jQuery,
  $: jQuery,
  URL,
  URLSearchParams,
  Date: Fixed,
  navigator: { userAgent: "Mozilla/5.0", appName: "Netscape", platform: "", language: "zh-CN" },
  screen: { width: 1280, height: 800 },
  history: {
    length: 1,
    go() {},
    back() {},
    forward() {},
    pushState() {
      clean = false;
    },
    replaceState() {
      clean = false;
    },
  },
  console: { log() {}, warn() {}, error() {}, info() {}, debug() {} },
  alert() {},
  confirm: () => true,
  prompt: () => null,
  open: (address) => {
    if (address) go(address);
    return unknown("window");
  },
  setTimeout: soon,
  requestAnimationFrame: soon,
  setInterval: () => 1,
  clearTimeout() {},
  clearInterval() {},
  addEventListener(type, run) {
    if (type === "load" || type === "DOMContentLoaded") attempt(run, global, []);
    else document.listeners.push({ type, run });
  },
  attachEvent(type, run) {
    this.addEventListener(type.replace(/^on/, ""), run);
  },
  scrollTo() {},
  scroll() {},
  focus() {},
  getComputedStyle: () => ({}),
  fetch: call("fetch"),
};
for (const name in given)
  Object.defineProperty(global, name, { value: given[name], writable: true, configurable: true });
for (const name of ["window", "self", "top", "parent", "frames"])
  Object.defineProperty(global, name, { value: global, writable: true, configurable: true });
Object.defineProperty(global, "location", { get: () => location, set: go, configurable: false });
document.addEventListener = (type, run) => {
  if (type === "DOMContentLoaded") attempt(run, named, []);
  else document.listeners.push({ type, run });
};
