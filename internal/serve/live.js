// The live part of candor serve. The server sends its state: the version of
// the site it has, and the findings that keep it from building a newer one.
// A page of another version reloads, at the place where the reader was.

const version = new URL(import.meta.url).searchParams.get("version");
const scrollKey = "candor-scroll";
const retryAfter = 1000; // ms, also before a lost connection is mentioned

function keepScroll() {
  const place = { path: location.pathname, left: scrollX, top: scrollY };
  sessionStorage.setItem(scrollKey, JSON.stringify(place));
}

function restoreScroll() {
  const place = JSON.parse(sessionStorage.getItem(scrollKey));
  sessionStorage.removeItem(scrollKey);
  if (place && place.path === location.pathname) {
    scrollTo({ left: place.left, top: place.top, behavior: "instant" });
  }
}

function element(name, className, text) {
  const e = document.createElement(name);
  e.className = className;
  e.textContent = text;
  return e;
}

// The panel lies over the page in a shadow tree, where neither reaches the
// other's styles.
function panel() {
  const host = document.createElement("candor-live");
  const root = host.attachShadow({ mode: "open" });
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/.candor/live.css";
  const content = document.createElement("div");
  root.append(style, content);
  document.body.append(host);
  return content;
}

function place(finding) {
  return [finding.file, finding.line, finding.column].filter(Boolean).join(":");
}

function showFinding(finding) {
  const item = element("li", finding.severity, "");
  item.append(
    element("p", "place", place(finding)),
    element("p", "message", `${finding.severity}: ${finding.message}`),
  );
  if (finding.text) item.append(element("pre", "text", finding.text));
  if (finding.hint) item.append(element("p", "hint", finding.hint));
  return item;
}

function showFindings(findings, more) {
  const box = element("section", "findings", "");
  box.setAttribute("role", "alert");
  const hide = element("button", "hide", "Hide");
  hide.onclick = () => box.remove();
  const list = element("ul", "", "");
  list.append(...findings.map(showFinding));
  box.append(hide, element("h2", "", "The site could not be built"));
  if (version) box.append(element("p", "", "The page behind this is the last good version."));
  box.append(list);
  if (more) box.append(element("p", "", `${more} more in the terminal.`));
  return box;
}

function showLost() {
  const note = element("p", "lost", "candor serve is not answering. This page reconnects by itself.");
  note.setAttribute("role", "status");
  return note;
}

// Only a visible page is connected: browsers open few connections to one
// server, and a page that comes into view is told the state at once.
function live(content) {
  let source = null;
  let waiting = 0;

  function update({ version: newest, findings, more }) {
    if (newest !== version) {
      disconnect();
      keepScroll();
      location.reload();
      return;
    }
    content.replaceChildren(...(findings?.length ? [showFindings(findings, more)] : []));
  }

  function lost() {
    disconnect();
    waiting = setTimeout(() => {
      if (!content.querySelector(".lost")) content.append(showLost());
      connect();
    }, retryAfter);
  }

  function connect() {
    source = new EventSource("/.candor/events");
    source.onmessage = (message) => update(JSON.parse(message.data));
    source.onerror = lost;
  }

  function disconnect() {
    clearTimeout(waiting);
    source?.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => {
    disconnect();
    if (!document.hidden) connect();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") content.querySelector(".findings")?.remove();
  });
  if (!document.hidden) connect();
}

restoreScroll();
live(panel());
