/* Moves the figures. It holds no formula: all that it shows was computed by xent while the page was built. */
document.querySelectorAll(".xent-sliders").forEach((box) => {
  const { parts, says } = JSON.parse(box.querySelector("script").textContent);
  const sliders = [...box.querySelectorAll("input")];
  const place = (by) => by.reduce((at, n) => at * (Number(sliders[n].max) + 1) + Number(sliders[n].value), 0);

  const draw = () => {
    for (const slider of sliders) {
      const shown = slider.dataset.values.split(" ")[slider.value];
      slider.setAttribute("aria-valuetext", shown);
      slider.previousElementSibling.textContent = shown;
    }
    parts.forEach(({ by, x, y, words }, number) => {
      const at = place(by);
      const down = y[at] ?? y[0];
      const points = (x[at] ?? x[0]).map((across, n) => [across, down[n]]);
      const element = document.getElementById(`${box.dataset.of}-${number}`);
      const path = element.querySelector(":scope > path");
      if (path) path.setAttribute("d", `M${points.join("L")}${path.getAttribute("d").includes("z") ? "z" : ""}`);
      element.querySelectorAll("use, text").forEach((drawn, n) => {
        drawn.setAttribute("x", points[n][0]);
        drawn.setAttribute("y", points[n][1]);
      });
      for (const text of element.querySelectorAll("text")) {
        text.textContent = words[at];
        text.removeAttribute("transform"); // matplotlib's, a turn by 0 about the first place
      }
    });
    box.nextElementSibling.textContent = says[place(sliders.map((_, n) => n))];
  };

  box.addEventListener("input", draw);
  draw();
});

/* A selection that begins in an output stays in outputs: there a number can be picked. */
document.addEventListener("pointerdown", ({ target }) => {
  document.querySelectorAll(".xent-picked").forEach((listing) => listing.classList.remove("xent-picked"));
  if (target.closest?.(".go")) target.closest("pre").classList.add("xent-picked");
});
