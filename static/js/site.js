// The buttons and switches: colours, addresses to copy, and times in the reader's own zone too. The words and
// UTC always stay; without this script nothing is missing but the switches.
{
  const root = document.documentElement;

  // choose sets a choice for this page and remembers it; "" is the default.
  const choose = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
    try {
      if (value) localStorage.setItem(`candor.${name}`, value);
      else localStorage.removeItem(`candor.${name}`);
    } catch {
      // Without storage the choice ends with the page.
    }
  };

  const scheme = document.getElementById("site-scheme");
  if (scheme) {
    scheme.value = root.dataset.scheme ?? "";
    scheme.addEventListener("change", () => choose("scheme", scheme.value));
  }

  for (const button of document.querySelectorAll(".copy")) {
    const label = button.firstChild;
    const before = label.data;
    const status = document.getElementById("site-copied");
    button.addEventListener("click", async () => {
      let said = "done";
      try {
        await navigator.clipboard.writeText(button.value);
        label.data = button.dataset.done;
        setTimeout(() => (label.data = before), 2000);
      } catch {
        said = "failed"; // no permission, or a page without https
        getSelection().selectAllChildren(button.parentElement.querySelector("code"));
      }
      status.textContent = status.dataset[said].replace("ADDRESS", button.value);
    });
  }

  const zone = document.getElementById("site-zone");
  if (zone) {
    const language = root.lang === "en" ? "en-GB" : root.lang; // the day before the month, as in the rest of the page
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" };
    const sameDay = new Intl.DateTimeFormat(language, clock);
    const otherDay = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", ...clock });
    const isoDay = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit" });
    const name = sameDay.resolvedOptions().timeZone.replaceAll("_", " ");
    const status = document.getElementById("site-zone-status");

    const inOwnZone = (written) => {
      const instant = new Date(written);
      return (written.startsWith(isoDay.format(instant)) ? sameDay : otherDay).format(instant);
    };
    // Every time whose zone is known has an empty .own beside it.
    const show = () => {
      for (const own of document.querySelectorAll(".own")) {
        own.textContent = zone.checked ? inOwnZone(own.parentElement.querySelector("time").dateTime) : "";
      }
    };
    zone.checked = root.dataset.zone === "own";
    show();
    zone.addEventListener("change", () => {
      choose("zone", zone.checked ? "own" : "");
      show();
      status.textContent = status.dataset[zone.checked ? "on" : "off"].replace("ZONE", name);
    });
  }
}
