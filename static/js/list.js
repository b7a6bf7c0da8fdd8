// The list of statements: what htmx needs to know of its form. Without this script the same form works by its button.
addEventListener("htmx:configRequest", (event) => {
  // Fields that are empty do not belong in an address that a reader may copy.
  for (const [name, value] of [...event.detail.formData.entries()]) {
    if (value === "") event.detail.formData.delete(name);
  }
  // The button after a filter that has been followed already: the list is there.
  const asked = new URLSearchParams(event.detail.formData).toString();
  if (event.detail.elt.id === "filters" && asked === new URLSearchParams(location.search).toString()) event.preventDefault();
});
addEventListener("htmx:beforeSwap", (event) => {
  // A filter that is wrong is explained on a page of its own.
  if (event.detail.xhr.status >= 400) location.assign(event.detail.pathInfo.finalRequestPath);
});
addEventListener("htmx:afterSettle", () => {
  // What was followed may be gone, such as a chip; then reading goes on with what the list shows now.
  if (document.activeElement === document.body) document.getElementById("sentence").focus();
});
const isWide = matchMedia("(width >= 58rem)").matches;
const sheet = document.querySelector(".filter-sheet-over");
// A browser that can't show a closed sheet as a column has it opened.
if (isWide && !CSS.supports("selector(::details-content)")) sheet.open = true;
addEventListener("submit", (event) => {
  if (event.target.id === "filters" && !isWide) sheet.open = false;
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && sheet.open && !isWide) {
    sheet.open = false;
    sheet.querySelector("summary").focus();
  }
});
