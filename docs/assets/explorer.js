/* Moves the explorer. It holds no formula: every number it shows stands in the table that xent computed. */
(() => {
  const box = document.querySelector(".xent-explorer");
  if (!box) return;
  const table = box.dataset.table.split(";").map((row) => row.split(",").map((cell) => cell.split(" ")));
  const top = Number(box.dataset.top);
  const label = box.querySelector("input.label");
  const prediction = box.querySelector("input.prediction");
  const values = (slider) => slider.dataset.values.split(" ");
  const place = (q) => 20 + 290 * q;
  const height = (loss) => 130 - (120 * loss) / top;

  const draw = () => {
    const row = table[label.value];
    const predictions = values(prediction);
    const [k1, k0, c1, c0, loss, floor] = row[prediction.value];
    for (const slider of [label, prediction]) {
      const shown = values(slider)[slider.value];
      slider.setAttribute("aria-valuetext", shown);
      slider.parentElement.querySelector("output").textContent = shown;
    }
    for (const [name, one, zero] of [["binary", k1, k0], ["classes", c1, c0]]) {
      const bar = box.querySelector(`.xent-bar.${name}`);
      bar.querySelector(".one").style.width = `${(100 * one) / top}%`;
      bar.querySelector(".zero").style.width = `${(100 * zero) / top}%`;
      bar.querySelector("output").textContent = `${one} + ${zero} = ${loss}`;
    }
    const points = row.map((cell, index) => `${place(predictions[index])},${height(cell[4])}`);
    box.querySelector(".curve").setAttribute("points", points.join(" "));
    const point = box.querySelector(".point");
    point.setAttribute("cx", place(predictions[prediction.value]));
    point.setAttribute("cy", height(loss));
    for (const end of ["y1", "y2"]) box.querySelector(".floor").setAttribute(end, height(floor));
    box.querySelector(".xent-says").textContent =
      `Label ${values(label)[label.value]}, prediction ${predictions[prediction.value]}: ` +
      `the loss is ${loss} by either formula; it cannot be lower than ${floor} for this label.`;
  };

  box.addEventListener("input", draw);
  draw();
})();
