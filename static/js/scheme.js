// What the reader has chosen, before anything is painted: this script is small
// and runs at once, so that no page flashes in other colours, or moves when
// the switches of site.js appear.
{
  const choices = document.documentElement.dataset;
  choices.script = "";
  try {
    for (const name of ["scheme", "zone"]) {
      const choice = localStorage.getItem(`candor.${name}`);
      if (choice) choices[name] = choice;
    }
  } catch {
    // No storage, as in some private windows: the device decides.
  }
}
