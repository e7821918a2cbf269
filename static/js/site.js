// The switches: colours, and times in the reader's own zone too. The words and
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

  const zone = document.getElementById("site-zone");
  if (zone) {
    const form = new Intl.DateTimeFormat(root.lang, {
      day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short",
    });
    const name = form.resolvedOptions().timeZone.replaceAll("_", " ");
    const status = document.getElementById("site-zone-status");

    // Beside every time whose zone is known stands an empty .own.
    const show = () => {
      for (const own of document.querySelectorAll("time + .own, a + .own")) {
        const time = own.previousElementSibling.closest("time") ?? own.previousElementSibling.querySelector("time");
        own.textContent = zone.checked ? form.format(new Date(time.dateTime)) : "";
      }
    };
    zone.checked = root.dataset.zone === "own";
    document.getElementById("site-zone-name").textContent = name;
    show();
    zone.addEventListener("change", () => {
      choose("zone", zone.checked ? "own" : "");
      show();
      status.textContent = status.dataset[zone.checked ? "on" : "off"].replace("ZONE", name);
    });
  }
}
