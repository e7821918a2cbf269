// The search: answers the form from the index that package search describes.
// It fetches only the pieces that hold a query's words, and the page of a post
// for an excerpt where its card does not show them.
{
  const most = 3; // pieces fetched for the beginning of a word
  const batch = 10; // results shown at a time
  const width = 100; // characters of an excerpt from its first match to its last

  const form = document.getElementById("site-search");
  const input = form.elements.q;
  const filters = form.querySelectorAll("select");
  const status = document.getElementById("site-found");
  const list = document.getElementById("site-results");
  const more = document.getElementById("site-more");
  const say = (key, n) => {
    const text = key && status.dataset[key];
    status.textContent = n ? text.replace("N", n.toLocaleString(document.documentElement.lang)) : text;
  };

  // Words, by the rules of package search.

  const dense = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]";
  const run = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
  const part = new RegExp(`(?:(?=${dense})[\\p{L}\\p{N}\\p{M}])+|(?:(?!${dense})[\\p{L}\\p{N}\\p{M}]){1,32}`, "gu");
  const isDense = new RegExp(`^${dense}`, "u");
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase().replaceAll("ς", "σ");

  // words lists the words of a text with the places they have in it.
  const words = (text) => {
    const all = [];
    for (const { 0: raw, index: start } of text.matchAll(run)) {
      const folded = fold(raw);
      const same = folded.length === raw.length; // else the run is the place
      const add = (word, at) => all.push(same ? { word, start: start + at, end: start + at + word.length } : { word, start, end: start + raw.length });
      for (const { 0: piece, index } of folded.matchAll(part)) {
        const letters = [...piece];
        if (letters.length < 2 || !isDense.test(piece)) add(piece, index);
        else for (let i = 0, at = index; i + 1 < letters.length; at += letters[i++].length) add(letters[i] + letters[i + 1], at);
      }
    }
    return all;
  };

  // parse reads a query: { terms: [{ term, prefix }], phrases: [[word]] }.
  // Words in quotation marks are whole, the last of others may go on.
  const parse = (text) => {
    const terms = new Map();
    const phrases = [];
    for (const [, phrase, loose] of text.matchAll(/["“”„«]([^"“”«»]+)["“”»]|([^\s"“”„«»]+)/g)) {
      const found = words(phrase ?? loose).map(({ word }) => word);
      found.forEach((term, i) => terms.set(term, terms.get(term) !== false && !phrase && i === found.length - 1));
      if (phrase && found.length > 1) phrases.push(found);
    }
    return { terms: [...terms].map(([term, prefix]) => ({ term, prefix })), phrases };
  };
  const hash = (word) => new TextEncoder().encode(word).reduce((hash, byte) => Math.imul(hash ^ byte, 16777619), 2166136261);
  const pair = (a, b) => {
    const both = Math.imul(hash(a), 16777619) ^ hash(b);
    return `+${((both ^ (both >>> 16)) & 0xffff).toString(16).padStart(4, "0")}`;
  };

  // The index.

  let files = new Map();
  const get = (address, type, cache) => {
    if (!files.has(address)) files.set(address, fetch(address, { cache }).then((r) => (r.ok ? r[type]() : Promise.reject(new Error(address)))));
    return files.get(address);
  };
  const index = () => get(form.dataset.index, "json", "no-cache");
  const file = (name, type) => get(new URL(name, new URL(form.dataset.index, location)).href, type);

  // postings finds a term's posts with what they score for it.
  const postings = async ({ term, prefix }) => {
    const { starts, words: names, posts } = await index();
    const first = starts.findLastIndex((start) => start <= term);
    let last = first;
    while (prefix && starts[last + 1]?.startsWith(term)) last++;
    const wide = last - first >= most;
    if (wide) last = first;
    const line = prefix && !wide ? `\n${term}` : `\n${term} `;
    const found = new Map();
    const pieces = await Promise.all(names.slice(first, last + 1).map((name) => file(name, "text")));
    for (const piece of pieces) {
      const text = `\n${piece}`;
      for (let at = text.indexOf(line), end; at >= 0 && text.startsWith(line, at); at = end) {
        end = text.indexOf("\n", at + 1);
        const [word, codes] = text.slice(at + 1, end).split(" ");
        const these = decode(codes, term >= "0");
        const rarity = Math.log(1 + posts / these.length) * (word === term ? 1 : 0.6);
        for (const [post, weight] of these) found.set(post, Math.max(found.get(post) ?? 0, weight * rarity));
      }
    }
    found.wide = wide;
    return found;
  };
  const decode = (codes, weighted) => {
    const list = [];
    for (let i = 0, post = -1; i < codes.length; ) {
      let gap = 0;
      for (let shift = 0, code = 32; code & 32; shift += 5) {
        code = codes.charCodeAt(i++) - 48;
        gap |= (code & 31) << shift;
      }
      post += gap + 1;
      list.push([post, weighted ? codes.charCodeAt(i++) - 48 : 0]);
    }
    return list;
  };

  // rank lists the posts that have everything, the best and newest first.
  const rank = async (needs) => {
    const [few, ...others] = (await Promise.all(needs.map(postings))).sort((a, b) => a.size - b.size);
    const scores = [];
    for (const [post, score] of few) {
      if (others.every((found) => found.has(post))) scores.push([post, others.reduce((sum, found) => sum + found.get(post), score)]);
    }
    const wide = few.wide || others.some((found) => found.wide);
    return { posts: scores.sort((a, b) => b[1] - a[1] || b[0] - a[0]).map(([post]) => post), wide };
  };

  // Excerpts.

  const inline = "a,abbr,b,bdi,bdo,cite,code,del,em,i,ins,kbd,mark,q,s,samp,small,span,strong,sub,time,u,var,wbr";
  const textOf = async (address) => {
    const page = new DOMParser().parseFromString(await get(address, "text"), "text/html");
    const body = page.querySelector("[data-pagefind-body]") ?? page.body;
    for (const e of body.querySelectorAll(".permalink")) e.remove();
    for (const e of body.querySelectorAll(`:not(${inline})`)) e.prepend(" "), e.append(" ");
    return body.textContent.replace(/\s+/g, " ");
  };

  // matches lists the words that a query asks for; term is the index of what
  // each is, from behind where the query's phrases are.
  const matches = (text, { terms, phrases }) => {
    const all = words(text);
    const found = [];
    all.forEach(({ word, start, end }, i) => {
      terms.forEach(({ term, prefix }, n) => (prefix ? word.startsWith(term) : word === term) && found.push({ term: n, start, end }));
      phrases.forEach((phrase, n) => phrase.every((w, j) => w === all[i + j]?.word) && found.push({ term: -1 - n, start, end: all[i + phrase.length - 1].end }));
    });
    return found;
  };
  const distinct = (found) => new Set(found.map(({ term }) => term)).size;
  const mark = (element, text, found, from = 0, to = text.length) => {
    element.textContent = from > 0 ? "… " : "";
    for (const { start, end } of found) {
      if (end <= from || end > to) continue;
      const marked = document.createElement("mark");
      marked.textContent = text.slice(Math.max(start, from), end);
      element.append(text.slice(from, Math.max(start, from)), marked);
      from = end;
    }
    element.append(text.slice(from, to), to < text.length ? " …" : "");
  };
  // excerpt shows where a text has the most of a query within a few lines.
  const excerpt = (element, text, found) => {
    let best = [];
    found.forEach(({ start }, i) => {
      const near = found.slice(i, i + 40).filter(({ end }) => end < start + width);
      if (distinct(near) > distinct(best)) best = near;
    });
    if (!best.length) return;
    const from = text.lastIndexOf(" ", Math.max(0, best[0].start - 40)) + 1;
    const to = text.indexOf(" ", from + 1.6 * width);
    mark(element, text, found, from, to < 0 ? undefined : to);
  };

  // Results.

  // card makes the element of a post; null when a phrase is not in it. Without
  // phrases the excerpt may come later.
  const card = async (post, query) => {
    const { perFile, cards: names } = await index();
    const cards = await file(names[Math.floor(post / perFile)], "json");
    const item = document.createElement("li");
    item.innerHTML = cards[post % perFile]; // as the site's own lists have it
    const title = item.querySelector("h3 a");
    const summary = item.querySelector(".summary") ?? document.createElement("p");
    if (!summary.parentNode) title.closest("h3").after(summary);
    summary.className = "summary excerpt";
    const shown = [title, summary].map((e) => [e, e.textContent, matches(e.textContent, query)]);
    for (const [element, text, found] of shown) mark(element, text, found);
    const complete = (...found) => distinct(found.flat()) === query.terms.length + query.phrases.length;
    if (complete(shown[0][2], shown[1][2])) return item;
    const later = textOf(title.href).then((text) => {
      const found = matches(text, query);
      excerpt(summary, text, found);
      const phrases = (list) => list.filter(({ term }) => term < 0);
      return distinct([...phrases(found), ...phrases(shown[0][2]), ...phrases(shown[1][2])]) === query.phrases.length;
    });
    if (query.phrases.length) return (await later) ? item : null;
    later.catch(() => {}); // the summary stays
    return item;
  };

  let turn = 0; // of the query that is being answered
  const show = async (mine, query, posts, wide) => {
    let count = posts.length;
    const next = async (put) => {
      const items = [];
      for (let tries = 0; items.length < batch && posts.length && tries < 3; tries++) {
        const some = await Promise.all(posts.splice(0, batch).map((post) => card(post, query)));
        items.push(...some.filter(Boolean));
        count -= some.filter((item) => !item).length;
      }
      if (mine !== turn) return;
      put(...items);
      more.hidden = !posts.length;
      if (count) say(count === 1 ? "one" : posts.length && query.phrases.length ? "most" : "many", count);
      else say(wide ? "moreLetters" : "none");
      return items[0];
    };
    more.onclick = () => next((...items) => list.append(...items)).then((item) => item?.querySelector("h3 a").focus(), failed);
    await next((...items) => list.replaceChildren(...items));
  };
  const failed = () => {
    files = new Map(); // the site may have been published anew
    say("failed");
  };
  const search = async () => {
    const mine = ++turn;
    const query = parse(input.value);
    const needs = [...query.terms, ...query.phrases.flatMap((phrase) => phrase.slice(1).map((word, i) => ({ term: pair(phrase[i], word) })))];
    for (const { name, value } of filters) if (value) needs.push({ term: `/${name}/${value}` });
    const address = String(new URLSearchParams([...new FormData(form)].filter(([, value]) => value)));
    history.replaceState(null, "", address ? `?${address}` : location.pathname);
    if (!needs.length) {
      list.replaceChildren();
      more.hidden = true;
      say("");
      return;
    }
    try {
      if (!list.childElementCount) say("busy");
      const { posts, wide } = await rank(needs);
      if (mine === turn) await show(mine, query, posts, wide);
    } catch {
      if (mine === turn) failed();
    }
  };

  // The form and the keyboard.

  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = document.activeElement;
    if (event.key === "/" && here.matches(":not(input, select)")) input.focus();
    else if (event.key === "Escape" && list.contains(here)) input.focus();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const stops = [input, ...list.querySelectorAll("h3 a")];
      const at = stops.indexOf(here);
      if (at < 0) return;
      stops[Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1))]?.focus();
    } else return;
    event.preventDefault();
  });

  for (const [name, value] of new URLSearchParams(location.search)) if (form.elements.namedItem(name)) form.elements.namedItem(name).value = value;
  for (const filter of filters) if (filter.selectedIndex < 0) filter.value = ""; // there is no such group
  index().catch(() => {});
  search();
}
