/* A study under the choices of a reader. `data` names the controls, eras and claims;
   `ask` is given what is chosen, a place for each control, and `show` what came of it:
   `frequencies` and `ranks` of the eras, the `verdicts` of the claims, and how few visits,
   had they been `missed`, could change each; 0 where no number does, and a number beyond
   the slider where it is not worked out. */
function exploreStudy(root, data, ask) {
  const WORDS = ["not reproduced", "reproduced", "not determined"];
  const OPEN = 2;
  const MOST = data.missed.choices.length - 1;
  const make = (tag, parent, text, name) => {
    const one = document.createElement(tag);
    if (text) one.textContent = text;
    if (name) one.className = name;
    parent.append(one);
    return one;
  };
  // What may have been missed is asked of what came of the other choices.
  const supposed = { ...data.missed, own: 0, ordered: true };
  const controls = data.claims.length ? [...data.controls, supposed] : data.controls;
  const chosen = controls.map((control) => control.own);
  let found = null;
  const asked = (place) => {
    if (controls[place] === supposed) tell(); else ask(chosen.slice(0, data.controls.length));
  };
  const wide = (text) => (/[^\s-]{25}/.test(text) ? "w" : "");
  const form = make("div", root, "", "choices");
  const inputs = controls.map((control, place) => {
    const line = make("label", form);
    make("span", line, control.label);
    const input = make(control.ordered ? "input" : "select", line);
    const told = control.ordered ? make("output", line) : null;
    if (control.ordered) {
      Object.assign(input, { type: "range", min: 0, max: control.choices.length - 1, step: 1 });
    } else {
      control.choices.forEach((choice, value) => {
        make("option", input, choice).value = value;
      });
    }
    const set = (value) => {
      chosen[place] = value;
      input.value = value;
      if (!told) return;
      input.setAttribute("aria-valuetext", control.choices[value]);
      told.textContent = control.choices[value];
    };
    set(control.own);
    input.addEventListener("input", () => { set(Number(input.value)); asked(place); });
    // JupyterLab keeps the arrow keys from moving a slider, so they are heeded here.
    if (told) input.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      set(Math.min(Math.max(chosen[place] + step, 0), control.choices.length - 1));
      asked(place);
    });
    return set;
  });
  const back = make("button", form, "as the study has it");
  back.type = "button";
  back.addEventListener("click", () => {
    controls.forEach((control, place) => inputs[place](control.own));
    asked(0);
  });

  const told = make("p", root, "", "told");
  told.setAttribute("role", "status");
  const table = (title, heads) => {
    const place = make("div", root, "", "summitry");
    place.tabIndex = 0;
    place.setAttribute("role", "region");
    place.setAttribute("aria-label", `${title}, as chosen`);
    const whole = make("table", place);
    make("b", make("caption", whole), title);
    const head = make("tr", make("thead", whole));
    heads.forEach((text) => { make("th", head, text).scope = "col"; });
    return make("tbody", whole);
  };
  const bars = data.eras.length ? table("Frequency in each era", ["era", data.unit, "as a bar", "rank from the lowest"]) : null;
  const eras = data.eras.map((name) => {
    const row = make("tr", bars);
    make("th", row, name, wide(name)).scope = "row";
    const number = make("td", row, "", "n");
    return { row, number, bar: make("span", make("td", row), "", "bar"), rank: make("td", row, "", "n") };
  });
  const rows = data.claims.length ? table("Verdicts", ["published", "verdict", "in the study"]) : null;
  const claims = data.claims.map((says, place) => {
    const row = make("tr", rows);
    make("th", row, says, wide(says)).scope = "row";
    const verdict = make("span", make("td", row), "", "verdict");
    make("td", row, WORDS[data.own[place]]);
    return { row, verdict };
  });

  const tell = () => {
    const most = Math.max(1e-9, ...found.frequencies.filter((one) => one !== null));
    eras.forEach((era, place) => {
      const value = found.frequencies[place];
      era.row.hidden = value === null;
      if (value === null) return;
      era.number.textContent = value > 0 && value < 0.1 ? value.toPrecision(2) : value.toFixed(2);
      era.bar.style.width = `${(9 * value) / most}em`;
      era.rank.textContent = found.ranks[place] || "–";
    });
    const missed = chosen[controls.indexOf(supposed)] || 0;
    const counts = [0, 0, 0];
    let moved = 0;
    claims.forEach((claim, place) => {
      const fewest = found.missed[place];
      const shaken = fewest > 0 && fewest <= missed && found.verdicts[place] !== OPEN;
      const verdict = shaken ? OPEN : found.verdicts[place];
      const differs = verdict !== data.own[place];
      counts[verdict] += 1;
      moved += differs;
      const untold = missed > 0 && fewest > MOST && verdict !== OPEN;
      claim.verdict.textContent = WORDS[verdict]
        + (untold ? " (missed visits not tried)" : "")
        + (shaken ? ` (${fewest} missed ${fewest === 1 ? "visit" : "visits"} could change it)` : "");
      claim.verdict.className = `verdict ${WORDS[verdict].replace(" ", "-")}`;
      claim.row.classList.toggle("moved", differs);
    });
    if (claims.length) told.textContent = `${counts[1]} reproduced, ${counts[0]} not reproduced, ${counts[2]} not determined; `
      + (moved ? `${moved} ${moved === 1 ? "differs" : "differ"} from the study.` : "as in the study.");
  };
  return (answer) => { found = answer; tell(); };
}
