/* Everything works without this. With it: a page stays true while it is open, a double click presses once, a link is copied
   with one tap. Nothing that somebody is typing or has focused is ever taken away. */
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (text) => { const news = $("#news"); if (news) news.textContent = text || ""; };

  // One press at a time. The server would take a second one as the same; this only spares people the wait.
  let pressed = 0;
  addEventListener("submit", (event) => {
    if (Date.now() - pressed < 4000) { event.preventDefault(); return; }
    pressed = Date.now();
    event.target.dataset.sent = "1";
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted && $("#page")) { location.reload(); return; } // an old page's press would count as a repeat
    pressed = 0;
    $$("[aria-busy]").forEach((each) => each.removeAttribute("aria-busy"));
    $$("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  // What the press was answered with, or what is wrong with the form, is read out first.
  const first = $("#said") || $(".problems");
  if (first) first.focus({ preventScroll: first.id === "said" && scrollY > 0 });

  // A form with unsent words asks before it is left.
  const typed = $("form[data-typed]");
  if (typed) {
    let touched = !!$(".problems");
    typed.addEventListener("input", () => { touched = true; });
    addEventListener("beforeunload", (event) => { if (touched && !typed.dataset.sent) event.preventDefault(); });
  }
  $$("[data-limit]").forEach((field) => {
    const limit = +field.dataset.limit;
    const count = document.createElement("p");
    count.className = "count";
    field.after(count);
    const show = () => {
      const length = [...field.value].length;
      count.textContent = length > limit * 0.8 ? `${length} / ${limit}` : "";
      count.classList.toggle("over", length > limit);
    };
    field.addEventListener("input", show);
    show();
  });
  // --- marks: dots are counted out, ranks are tapped in order; what is sent stays in the menus ---
  const made = (tag, look, text = "") => {
    const node = document.createElement(tag);
    node.className = look;
    node.textContent = text;
    return node;
  };
  const pressable = (look, sign, name) => {
    const button = made("button", look, sign);
    button.type = "button";
    if (name) button.setAttribute("aria-label", name);
    return button;
  };
  const off = (button, is) => button.setAttribute("aria-disabled", is);
  const changed = (menu) => menu.dispatchEvent(new Event("input", { bubbles: true }));

  $$("fieldset[data-spend]").forEach((field) => {
    const words = field.dataset, whole = +words.spend, menus = $$("select", field);
    const left = made("p", "left");
    left.setAttribute("role", "status");
    $(".rows", field).before(left);
    const steppers = menus.map((menu) => {
      const label = $("label", menu.parentElement), step = made("div", "step"), count = made("output", "");
      const name = label.textContent;
      const less = pressable("b", "−", `${words.less}: ${name}`), more = pressable("b", "+", `${words.more}: ${name}`);
      const by = (add) => (event) => {
        if (event.currentTarget.getAttribute("aria-disabled") === "true") return;
        menu.selectedIndex += add;
        changed(menu);
      };
      less.addEventListener("click", by(-1));
      more.addEventListener("click", by(1));
      step.append(less, count, more);
      menu.parentElement.classList.add("stepped");
      menu.hidden = true;
      menu.after(step);
      return { menu, less, more, count };
    });
    const show = () => {
      const spare = whole - menus.reduce((sum, menu) => sum + +menu.value, 0);
      left.textContent = spare < 0 ? words.over.replace("{over}", -spare) : words.left.replace("{left}", spare);
      left.classList.toggle("over", spare < 0);
      steppers.forEach(({ menu, less, more, count }) => {
        const next = menu.options[menu.selectedIndex + 1];
        count.textContent = +menu.value;
        off(less, menu.selectedIndex < 1);
        off(more, !next || next.value - menu.value > spare);
      });
    };
    field.addEventListener("input", show);
    show();
  });

  $$("fieldset[data-rank]").forEach((field) => {
    const words = field.dataset, list = $(".rows", field), rows = [...list.children];
    const news = made("p", "vh");
    news.setAttribute("role", "status");
    list.before(made("p", "hint", words.how), news);
    const menu = (row) => $("select", row);
    const marks = [...menu(rows[0]).options].filter((option) => option.value);
    const placeOf = (row) => marks.findIndex((mark) => mark.value === menu(row).value);
    const parts = new Map(rows.map((row) => {
      const one = $(".one", row), name = $("label", one).textContent, order = made("div", "order");
      const place = made("span", "place"), text = made("span", "name", name);
      const add = pressable("b add", "", `${words.next}: ${name}`), meaning = $("small", one);
      add.append(made("span", "", name));
      if (meaning) {
        add.append(made("small", "", meaning.textContent));
        add.setAttribute("aria-describedby", meaning.id);
      }
      text.dir = add.dir = "auto";
      const up = pressable("b", "↑", `${words.up}: ${name}`), down = pressable("b", "↓", `${words.down}: ${name}`);
      const out = pressable("b", "×", `${words.out}: ${name}`);
      order.append(place, text, add, up, down, out);
      one.hidden = true;
      row.append(order);
      return [row, { name, place, text, add, up, down, out }];
    }));
    let ranked = rows.filter((row) => placeOf(row) >= 0).sort((a, b) => placeOf(a) - placeOf(b));
    const show = () => {
      const rest = rows.filter((row) => !ranked.includes(row));
      [...ranked, ...rest].forEach((row, at) => { if (list.children[at] !== row) list.insertBefore(row, list.children[at]); });
      rows.forEach((row) => {
        const at = ranked.indexOf(row), { place, text, add, up, down, out } = parts.get(row);
        menu(row).value = at < 0 ? "" : marks[at].value;
        place.textContent = at < 0 ? "" : marks[at].label;
        add.hidden = at >= 0;
        [place, text, up, down, out].forEach((each) => { each.hidden = at < 0; });
        off(add, ranked.length >= marks.length);
        off(up, at === 0);
        off(down, at === ranked.length - 1);
      });
    };
    const move = (row, to, from) => {
      const button = parts.get(row)[from];
      if (button.getAttribute("aria-disabled") === "true") return;
      ranked = ranked.filter((each) => each !== row);
      if (to !== null) ranked.splice(to, 0, row);
      show();
      const at = ranked.indexOf(row), { name, add, up } = parts.get(row);
      (button.hidden ? (at < 0 ? add : up) : button).focus({ preventScroll: from === "add" });
      news.textContent = `${name}: ${at < 0 ? words.out : marks[at].label}`;
      changed(menu(row));
    };
    parts.forEach(({ add, up, down, out }, row) => {
      add.addEventListener("click", () => move(row, ranked.length, "add"));
      up.addEventListener("click", () => move(row, ranked.indexOf(row) - 1, "up"));
      down.addEventListener("click", () => move(row, ranked.indexOf(row) + 1, "down"));
      out.addEventListener("click", () => move(row, null, "out"));
    });
    show();
  });

  $$("[data-zone]").forEach((field) => { field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || ""; });
  // What is to be copied stands in the named field, or in the quote that the button is in. Without this it can be selected.
  const offerCopies = (root) => {
    if (navigator.clipboard) $$("[data-copy]", root).forEach((button) => { button.hidden = false; });
  };
  addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const words = button.dataset.copy ? document.getElementById(button.dataset.copy) : $("blockquote", button.parentElement);
    try { await navigator.clipboard.writeText(words.value ?? words.textContent); }
    catch { if (words.select) words.select(); else getSelection().selectAllChildren(words); return; }
    button.textContent = button.dataset.copied;
    say(button.dataset.copied);
  });
  offerCopies(document);

  // --- a page that stays true ---
  const main = $("main[data-live]");
  if (!main || !window.EventSource) return;
  let source = null, asking = false, again = false, held = false;
  addEventListener("pointerdown", () => { held = true; });
  ["pointerup", "pointercancel"].forEach((kind) => addEventListener(kind, () => setTimeout(() => { held = false; }, 50)));

  const sameOf = (focused, part) => {
    if (focused.id && focused.id !== "main") return $("#" + CSS.escape(focused.id), part);
    if (focused.matches("[data-copy]")) return $("[data-copy]", part);
    if (focused.value) return $$("button[name=action]", part).find((each) => each.value === focused.value);
    const href = focused.getAttribute("href");
    if (href) return $$("a[href]", part).find((each) => each.getAttribute("href") === href);
    return focused.tagName === "SUMMARY" ? $("summary", part) : null;
  };

  /* Puts the new part in the old one's place and keeps focus and what is unfolded; false when it has to wait. */
  const swap = (old, fresh) => {
    const focused = document.activeElement;
    const inside = old.contains(focused) && focused !== document.body;
    const heir = inside ? sameOf(focused, fresh) : null;
    if ((inside && !heir) || !(getSelection().isCollapsed || !old.contains(getSelection().anchorNode))) return false;
    const unfolded = $$("details", old).map((each) => each.open);
    $$("details", fresh).forEach((each, index) => { if (unfolded[index]) each.open = true; });
    offerCopies(fresh);
    old.replaceWith(fresh);
    if (heir) heir.focus({ preventScroll: true });
    return true;
  };

  /* What a press was answered with is about the page as it was then: once that has changed, and there was time to read it, it
     goes. Not while somebody is at one of its buttons. */
  const shown = Date.now(), readable = 5000;
  const dropSaid = () => {
    const said = $("#said"), focused = document.activeElement;
    if (!said) return;
    const left = shown + readable - Date.now();
    if (left > 0 || (focused !== said && said.contains(focused))) { setTimeout(dropSaid, Math.max(left, 1000)); return; }
    if (focused === said) main.focus({ preventScroll: true });
    said.remove();
  };

  const parts = (root) => $$("[data-part]", root);
  const names = (root) => parts(root).map((each) => each.dataset.part).join();
  const take = (next) => {
    let waits = false, changed = false;
    const swapOne = (old, fresh) => { if (swap(old, fresh)) changed = true; else waits = true; };
    if (names(document) !== names(next)) swapOne($("#page"), $("#page", next));
    else {
      const fresh = parts(next);
      parts(document).forEach((old, index) => {
        if (old.dataset.mark !== fresh[index].dataset.mark) swapOne(old, fresh[index]);
      });
    }
    document.title = next.title;
    main.dataset.live = $("main", next).dataset.live || main.dataset.live;
    if (changed) { say(main.dataset.news); dropSaid(); }
    return waits;
  };

  const look = async () => {
    if (asking) { again = true; return; }
    asking = true;
    let waits = false;
    try {
      const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" }, redirect: "error" });
      if (answer.ok) {
        const next = new DOMParser().parseFromString(await answer.text(), "text/html");
        while (held) await new Promise((done) => setTimeout(done, 50));
        if ($("#page", next)) waits = take(next);
      } else if ([401, 404, 410].includes(answer.status)) { stop(); location.reload(); }
    } catch { waits = true; }
    asking = false;
    if (again) { again = false; look(); } else if (waits) setTimeout(look, 3000);
  };

  const stop = () => { if (source) source.close(); source = null; };
  const start = () => {
    if (source || document.hidden) return;
    source = new EventSource(main.dataset.live);
    source.addEventListener("changed", look);
    source.onerror = () => { if (source && source.readyState === 2) { stop(); setTimeout(() => { if (!document.hidden) { start(); } }, 60000); } };
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", start);
  start();
})();
