// Elements of the page and its forms, as far as scripts ask them.

class El {
  constructor(tag, attributes, text) {
    this.tag = tag;
    this.attributes = attributes;
    this.ownText = text || "";
    this.parentNode = null;
    this.children = [];
    this.listeners = [];
    this.style = {};
    this.stored = {};
  }
  get tagName() {
    return this.tag.toUpperCase();
  }
  get nodeName() {
    return this.tagName;
  }
  get nodeType() {
    return 1;
  }
  get parentElement() {
    return this.parentNode;
  }
  get childNodes() {
    return this.children;
  }
  get firstChild() {
    return this.children[0] || null;
  }
  get id() {
    return this.attributes.id || "";
  }
  set id(value) {
    this.attributes.id = String(value);
  }
  get name() {
    return this.attributes.name || "";
  }
  set name(value) {
    this.attributes.name = String(value);
  }
  get type() {
    return this.attributes.type || "";
  }
  set type(value) {
    this.attributes.type = String(value);
  }
  get className() {
    return this.attributes.class || "";
  }
  set className(value) {
    this.attributes.class = String(value);
  }
  get classList() {
    const has = (name) => this.className.split(/\s+/).includes(name);
    return { contains: has, add() {}, remove() {}, toggle() {} };
  }
  get href() {
    return this.attributes.href || "";
  }
  set href(value) {
    this.attributes.href = String(value);
  }
  get action() {
    return this.attributes.action || "";
  }
  set action(value) {
    this.attributes.action = String(value);
  }
  get method() {
    return this.attributes.method || "get";
  }
  set method(value) {
    this.attributes.method = String(value);
  }
  set target(value) {}
  get title() {
    return this.attributes.title || "";
  }
  get options() {
    return this.within("option");
  }
  get selectedIndex() {
    return Math.max(
      0,
      this.options.findIndex((one) => one.value === this.value),
    );
  }
  get selectedOptions() {
    return this.options.filter((one) => one.value === this.value);
  }
  get checked() {
    return "checked" in this.attributes;
  }
  get disabled() {
    return "disabled" in this.attributes;
  }
  get dataset() {
    return new Proxy(
      {},
      {
        get: (_, key) =>
          this.attributes["data-" + String(key).replace(/[A-Z]/g, (c) => "-" + c.toLowerCase())],
        set: (_, key, value) => {
          this.attributes["data-" + String(key).replace(/[A-Z]/g, (c) => "-" + c.toLowerCase())] =
            String(value);
          return true;
        },
      },
    );
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
  set value(value) {
    this.chosen = value === null ? "" : String(value);
  }
  get text() {
    return this.ownText + this.children.map((child) => child.text).join("");
  }
  set text(value) {
    clean = false;
    this.ownText = String(value);
    this.children = [];
  }
  get innerText() {
    return this.text;
  }
  set innerText(value) {
    this.text = value;
  }
  get textContent() {
    return this.text;
  }
  set textContent(value) {
    this.text = value;
  }
  get innerHTML() {
    return this.text;
  }
  set innerHTML(value) {
    write(value);
  }
  set outerHTML(value) {
    write(value);
  }
  insertAdjacentHTML(_, value) {
    write(value);
  }
  get form() {
    return this.closest("form");
  }
  get elements() {
    return fieldsOf(this);
  }
  get parentForm() {
    return this.closest("form");
  }
  getAttribute(name) {
    return this.attributes[String(name).toLowerCase()] ?? null;
  }
  set src(value) {
    this.setAttribute("src", value);
  }
  get src() {
    return this.attributes.src || "";
  }
  setAttribute(name, value) {
    if (name !== "class" && name !== "style") clean = false;
    this.attributes[String(name).toLowerCase()] = String(value);
    if (name === "value") this.chosen = String(value);
  }
  removeAttribute(name) {
    delete this.attributes[name];
  }
  hasAttribute(name) {
    return name in this.attributes;
  }
  appendChild(child) {
    clean = false;
    if (child instanceof El) {
      child.parentNode = this.self || this;
      this.children.push(child);
    }
    return child;
  }
  append(...children) {
    for (const child of children) this.appendChild(child);
  }
  insertBefore(child) {
    return this.appendChild(child);
  }
  removeChild(child) {
    return child;
  }
  remove() {}
  within(selector) {
    return select(selector, this.self || this);
  }
  querySelector(selector) {
    return this.within(selector)[0] || null;
  }
  querySelectorAll(selector) {
    return this.within(selector);
  }
  getElementsByTagName(tag) {
    return this.within(tag);
  }
  getElementsByClassName(name) {
    return this.within("." + name);
  }
  matches(selector) {
    return fits(this.self || this, selector);
  }
  closest(selector) {
    let one = this.self || this;
    while (one && !fits(one, selector)) one = one.parentNode;
    return one || null;
  }
  addEventListener(type, run) {
    this.listeners.push({ type, run });
  }
  attachEvent(type, run) {
    this.listeners.push({ type: type.replace(/^on/, ""), run });
  }
  removeEventListener() {}
  focus() {}
  blur() {}
  select() {}
  scrollIntoView() {}
  click() {
    press(this.self || this, "click");
  }
  submit(button) {
    const sent = fieldsOf(this)
      .filter((one) => one.name && !one.disabled && isSent(one))
      .map((one) => [one.name, one.value]);
    if (button && button.name) sent.push([button.name, button.value]);
    effects.push({ kind: "submit", url: this.action, method: this.method.toLowerCase(), fields: sent });
  }
  requestSubmit() {
    this.submit();
  }
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
