"use strict";
// Copies the text of an element at the press of a button, and says so to everyone. Without it one selects the text.
{
  const LONG_ENOUGH = 3000; // milliseconds, to be read

  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };

  const copy = async (element) => {
    try {
      await navigator.clipboard.writeText(element.textContent);
    } catch {
      // Browsers have a clipboard on https only; the older way copies what is selected.
      select(element);
      return document.execCommand("copy");
    }
    return true;
  };

  const watch = (button) => {
    const label = button.textContent;
    const status = document.querySelector(".copied");
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (!(await copy(document.getElementById(button.dataset.copies)))) return;
      button.textContent = status.textContent = button.dataset.done;
      setTimeout(() => {
        button.textContent = label;
        status.textContent = "";
      }, LONG_ENOUGH);
    });
  };

  document.querySelectorAll("button[data-copies]").forEach(watch);

  // A link to the citations opens them.
  const open = () => {
    const cited = location.hash === "#cite" && document.getElementById("cite");
    if (cited) cited.open = true;
  };
  addEventListener("hashchange", open);
  open();
}
