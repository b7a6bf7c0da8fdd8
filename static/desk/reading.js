"use strict";
// Shows below each partial date how it is read, while one types. Without it the form tells after saving.
{
  const show = (output, reading) => {
    output.classList.toggle("is-wrong", Boolean(reading.error));
    const words = document.createElement("b");
    words.textContent = reading.words || "";
    output.replaceChildren(...(reading.error ? [reading.error] : [words, " ", reading.span]));
  };

  const renew = async (input, output) => {
    const asked = input.value;
    const answer = await fetch(`${output.dataset.readingUrl}?date=${encodeURIComponent(asked)}`).catch(() => null);
    // An answer that comes late is about a date that no longer stands there.
    if (answer?.ok && !answer.redirected && input.value === asked) show(output, await answer.json());
  };

  const watch = (output) => {
    const input = document.getElementById(output.htmlFor.value);
    let timer;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(renew, 200, input, output);
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("output[data-reading-url]").forEach(watch);
  });
}
