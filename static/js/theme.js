// Light, dark, or as the system has it. It runs before the page is drawn, so that nothing flashes.
(() => {
  const root = document.documentElement;
  const kept = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const show = (theme) => { if (theme) root.dataset.theme = theme; else delete root.dataset.theme; };
  const isDark = () => root.dataset.theme === "dark"
    || (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  show(kept());
  root.classList.add("scripted");

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".theme-switch");
    const mark = () => button.setAttribute("aria-pressed", String(isDark()));
    button.hidden = false;
    mark();
    button.addEventListener("click", () => {
      const theme = isDark() ? "light" : "dark";
      show(theme);
      try { localStorage.setItem("theme", theme); } catch { /* Then it holds for this page only. */ }
      mark();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", mark);
  });
  addEventListener("storage", (event) => { if (event.key === "theme") show(event.newValue); });
})();
