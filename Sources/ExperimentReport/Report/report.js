// Switches curves on and off, and tells the values under the pointer. Nothing is fetched.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("report-data").textContent);
  const SVG = "http://www.w3.org/2000/svg";

  // Which optimizers are shown, in all figures alike: what is compared in one is compared in all.
  const shown = data.optimizers.map(() => true);
  const buttons = [...document.querySelectorAll("button[data-optimizer]")];
  const curves = [...document.querySelectorAll("g.curve")];
  const optimizerOf = (element) => Number(element.dataset.optimizer);

  function show(optimizers) {
    for (let k = 0; k < shown.length; k++) shown[k] = optimizers(k);
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(shown[optimizerOf(button)]));
    }
    for (const curve of curves) curve.classList.toggle("off", !shown[optimizerOf(curve)]);
    for (const button of document.querySelectorAll("button[data-all]")) {
      button.hidden = shown.every((is) => is);
    }
    for (const figure of figures) figure.clear();
  }

  for (const button of buttons) {
    button.disabled = false;
    button.addEventListener("click", (event) => {
      const own = optimizerOf(button);
      const isAlone = shown.every((is, k) => is === (k === own));
      if (event.shiftKey || event.altKey) show((k) => isAlone || k === own);
      else show((k) => (k === own ? !shown[k] : shown[k]));
    });
  }
  for (const button of document.querySelectorAll("button[data-all]")) {
    button.addEventListener("click", () => {
      const first = button.parentElement.querySelector("button[data-optimizer]");
      show(() => true);
      first.focus();
    });
  }

  // Numbers of three digits, as the captions have them.
  function digits(value) {
    if (value === 0) return "0";
    const size = Math.abs(value);
    const text = size >= 1e6 || size < 1e-4 ? value.toExponential(2).replace("e+", "e")
      : String(Number(value.toPrecision(size >= 1000 ? 6 : 3)));
    return text.replaceAll("-", "−");
  }

  // A place on an axis, from 0 to 1, as a value. Left of the first value of some axes of equal factors is
  // the place of 0.
  const value = (axis, part) => {
    if (!axis.log) return axis.low + (axis.high - axis.low) * part;
    const own = axis.low * Math.pow(axis.high / axis.low, part);
    return own < axis.start ? 0 : own;
  };

  function points(text) {
    const numbers = text.match(/-?\d+(?:\.\d+)?/g) || [];
    const all = [];
    for (let k = 0; k + 1 < numbers.length; k += 2) all.push([+numbers[k], +numbers[k + 1]]);
    return all;
  }

  // The curves of a picture, each with the panel that it lies in. Lines are read when first asked.
  function readCurves(picture, panels) {
    return [...picture.querySelectorAll("g.curve")].map((element) => {
      const band = element.querySelector("polygon");
      const line = [...element.querySelectorAll("path")].map((path) => path.getAttribute("d"));
      const all = points(band ? band.getAttribute("points") : line.join(" "));
      const first = all[0] || [-1, -1];
      const panel = panels.findIndex((p) => p.x - 2 <= first[0] && first[0] <= p.x + p.width + 2
        && p.y - 2 <= first[1] && first[1] <= p.y + p.height + 2);
      const isOrdered = all.every((point, k) => k === 0 || point[0] >= all[k - 1][0] - 0.02);
      return { element, optimizer: optimizerOf(element), isBand: band !== null, all, panel, isOrdered };
    });
  }

  function nearest(all, x, y) {
    let best = null, least = Infinity;
    for (const point of all) {
      const distance = y === undefined ? Math.abs(point[0] - x) : Math.hypot(point[0] - x, point[1] - y);
      if (distance < least) { least = distance; best = point; }
    }
    return best && { point: best, distance: least };
  }

  class Figure {
    constructor(section) {
      this.section = section;
      this.frame = section.querySelector(".picture");
      this.picture = section.querySelector("svg.plot");
      this.panels = data.figures[section.id] || [];
      if (!this.picture || !this.panels.length) return;
      this.readout = document.createElement("div");
      this.readout.className = "readout";
      this.readout.hidden = true;
      this.frame.append(this.readout);
      this.spoken = section.querySelector(".spoken");
      this.cross = document.createElementNS(SVG, "g");
      this.cross.setAttribute("class", "cross");
      this.picture.append(this.cross);
      this.frame.addEventListener("pointermove", (event) => this.point(event));
      this.frame.addEventListener("pointerdown", (event) => this.point(event));
      this.frame.addEventListener("pointerleave", () => this.clear());
      this.frame.addEventListener("keydown", (event) => this.key(event));
      this.frame.addEventListener("blur", () => this.clear());
    }

    // Read late: of a large report only the figures that somebody points at.
    curvesOf(panel) {
      this.curves = this.curves || readCurves(this.picture, this.panels);
      return this.curves.filter((c) => c.panel === panel && shown[c.optimizer] && c.all.length);
    }

    point(event) {
      const matrix = this.picture.getScreenCTM();
      if (!matrix) return;
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
      const panel = this.panels.findIndex((p) => p.x <= at.x && at.x <= p.x + p.width
        && p.y <= at.y && at.y <= p.y + p.height);
      if (panel < 0) this.clear();
      else this.tell(panel, at.x, at.y);
    }

    key(event) {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const turn = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (event.key === "Escape") return this.clear();
      if (!step && !turn) return;
      event.preventDefault();
      const place = this.place || { panel: 0, part: 0 };
      if (this.place && step) place.part = Math.min(Math.max(place.part + step / 20, 0), 1);
      if (this.place && turn) {
        place.panel = (place.panel + turn + this.panels.length) % this.panels.length;
      }
      this.place = place;
      const panel = this.panels[place.panel];
      this.tell(place.panel, panel.x + place.part * panel.width, panel.y + panel.height / 2);
      this.spoken.textContent = this.sentence;
    }

    clear() {
      if (!this.readout) return;
      this.readout.hidden = true;
      this.cross.replaceChildren();
    }

    tell(index, x, y) {
      const panel = this.panels[index];
      const curves = this.curvesOf(index);
      const lines = curves.filter((c) => !c.isBand);
      // A path over a surface runs back and forth: of such the point nearest in both directions.
      const isPath = lines.some((c) => !c.isOrdered);
      const found = lines.map((c) => ({ ...c, ...nearest(c.all, x, isPath ? y : undefined) }))
        .filter((c) => c.distance <= (isPath ? 12 : 14));
      found.sort((a, b) => a.distance - b.distance);
      const told = isPath ? found.slice(0, 1) : found.sort((a, b) => a.point[1] - b.point[1]);
      this.cross.replaceChildren();
      const across = (px) => value(panel.horizontal, (px - panel.x) / panel.width);
      const up = (px) => value(panel.vertical, 1 - (px - panel.y) / panel.height);
      const mark = told.length && isPath ? told[0].point[0] : x;
      const rows = told.map((c) => {
        const band = isPath ? null : this.bandAt(curves, c, up);
        return {
          optimizer: c.optimizer, name: data.optimizers[c.optimizer],
          text: isPath ? `${digits(across(c.point[0]))}, ${digits(up(c.point[1]))}`
            : digits(up(c.point[1])),
          range: band,
          isNear: Math.abs(c.point[1] - y) < 6,
        };
      });
      this.draw(panel, mark, told);
      const head = isPath ? `${panel.horizontal.label}, ${panel.vertical.label}`
        : `${panel.horizontal.label} ${digits(across(x))}`;
      this.write(panel, head, rows, mark, y);
    }

    // The ends of the band at the point of its line.
    bandAt(curves, line, up) {
      const band = curves.find((c) => c.isBand && c.optimizer === line.optimizer);
      if (!band) return null;
      const near = nearest(band.all, line.point[0]);
      const ends = band.all.filter((p) => Math.abs(p[0] - near.point[0]) < 0.5).map((p) => up(p[1]));
      return ends.length > 1 ? [Math.min(...ends), Math.max(...ends)] : null;
    }

    draw(panel, x, told) {
      const line = document.createElementNS(SVG, "line");
      for (const [name, at] of [["x1", x], ["x2", x], ["y1", panel.y], ["y2", panel.y + panel.height]]) {
        line.setAttribute(name, at);
      }
      const dots = told.map((c) => {
        const dot = document.createElementNS(SVG, "circle");
        dot.setAttribute("cx", c.point[0]);
        dot.setAttribute("cy", c.point[1]);
        dot.setAttribute("r", 4);
        return dot;
      });
      this.cross.replaceChildren(line, ...dots);
    }

    write(panel, head, rows, x, y) {
      const title = document.createElement("p");
      title.textContent = [panel.title, head].filter((text) => text).join(" · ");
      const table = document.createElement("table");
      for (const row of rows.slice(0, 14)) {
        const line = table.insertRow();
        if (row.isNear) line.className = "near";
        const sample = this.section.querySelector(`button[data-optimizer="${row.optimizer}"] .sample`);
        const cell = line.insertCell();
        if (sample) cell.append(sample.cloneNode(true));
        const name = document.createElement("bdi");
        name.textContent = row.name;
        line.insertCell().append(name);
        line.insertCell().textContent = row.text;
        line.insertCell().textContent = row.range ? `${digits(row.range[0])} – ${digits(row.range[1])}` : "";
      }
      if (!rows.length) title.textContent += " · no curve here";
      this.readout.replaceChildren(title, table);
      this.sentence = `${title.textContent}: ` + rows.map((row) => `${row.name} ${row.text}`).join("; ");
      this.readout.hidden = false;
      this.put(x, y);
    }

    // Beside the pointer, on the side that has room.
    put(x, y) {
      const matrix = this.picture.getScreenCTM();
      const at = new DOMPoint(x, y).matrixTransform(matrix);
      const frame = this.frame.getBoundingClientRect();
      const own = this.readout.getBoundingClientRect();
      const left = at.x - frame.left;
      const isRight = left + 16 + own.width <= frame.width || left < frame.width / 2;
      const room = Math.max(frame.width - own.width - 4, 4);
      const beside = isRight ? left + 14 : left - own.width - 14;
      this.readout.style.left = `${this.frame.scrollLeft + Math.min(Math.max(beside, 4), room)}px`;
      this.readout.style.top = `${Math.max(at.y - frame.top - own.height - 8, 4)}px`;
    }
  }

  const figures = [...document.querySelectorAll("section.figure")].map((section) => new Figure(section));
})();
