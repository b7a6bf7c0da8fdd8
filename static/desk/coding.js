"use strict";
// Lets one code without a mouse: each variable has its keys, and leads to the next. Without it, Tab and arrows do.
{
  const form = document.querySelector(".coding-form");
  const groups = [...(form?.querySelectorAll("fieldset[data-variable]") ?? [])];
  const isTopics = (group) => group.dataset.variable === "topics";

  // Focus follows the variable that keys are for.
  const enter = (group) => {
    const next = group ?? form.querySelector("[type=submit]");
    const input = next.querySelector?.("input:checked, input") ?? next;
    input.focus();
    (group ?? input).scrollIntoView({ block: "nearest" });
    last = group ?? last;
  };

  let last = groups[0]; // where keys go while nothing has the focus

  const placeOf = (group, key) => {
    if (key.length !== 1) return -1;
    return isTopics(group) ? key.toLowerCase().charCodeAt(0) - 97 : Number(key) - 1;
  };

  const press = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[type=submit]"));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, [type=submit]")) return;
    const group = event.target.closest("fieldset[data-variable]") ?? last;
    last = group;
    const following = groups[groups.indexOf(group) + 1];
    const input = group.querySelectorAll("input")[placeOf(group, event.key)];
    if (input) {
      event.preventDefault();
      input.click();
      if (isTopics(group)) input.focus();
      else enter(following);
    } else if (event.key === "Enter" && !event.target.matches("a, button, summary")) {
      // By itself it would send the form, and a coding that is sent is final.
      event.preventDefault();
      enter(following);
    }
  };

  if (groups.length) {
    form.classList.add("has-keys");
    form.querySelector(".keys").hidden = false;
    document.addEventListener("keydown", press);
    enter(groups.find((group) => group.classList.contains("errors")) ?? groups[0]);
  }
}
