// What happens when something is pressed or chosen: its own handler, those bound to it or around it, its
// address.
function press(one, type) {
  const event = {
    type,
    target: one,
    currentTarget: one,
    srcElement: one,
    preventDefault() {},
    stopPropagation() {},
    which: 1,
    keyCode: 13,
  };
  global.event = event;
  const before = effects.length;
  const own = one["on" + type],
    code = one.attributes["on" + type];
  let left = true;
  if (typeof own === "function") left = attempt(own, one, [event]);
  else if (code) left = attempt(() => Function("event", code).call(one, event), one, []);
  for (let here = one; here; here = here.parentNode) {
    for (const { type: kind, run, selector } of here.listeners) {
      if (
        !String(kind)
          .split(/[\s.]+/)
          .includes(type)
      )
        continue;
      let target = here;
      if (selector) {
        target = one;
        while (target && target !== here && !fits(target, selector)) target = target.parentNode;
      }
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
  else if (
    ["submit", "image"].includes(one.type.toLowerCase()) ||
    (one.tag === "button" && one.type === "")
  ) {
    const form = one.closest("form");
    if (form) form.submit(one);
  }
}

function decode(code) {
  try {
    return decodeURIComponent(code);
  } catch (_) {
    return code;
  }
}
