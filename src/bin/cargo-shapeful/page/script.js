"use strict";
(() => {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const name = () => { button.textContent = dark() ? "Light colours" : "Dark colours"; };
  // A file that was opened from disk may not be allowed to remember.
  try { const kept = localStorage.getItem("shapeful-theme"); if (kept === "dark" || kept === "light") root.dataset.theme = kept; } catch {}
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("shapeful-theme", root.dataset.theme); } catch {}
    name();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
  name();
  button.hidden = false;

  const articles = [...document.querySelectorAll("article")];
  const keys = document.getElementById("keys");
  if (keys && articles.length > 1) keys.hidden = false;
  // The error that has the focus, or else the one that is read: the last that begins above the top of the window.
  const current = () => {
    const focused = articles.findIndex(article => article.contains(document.activeElement));
    return focused >= 0 ? focused : articles.findLastIndex(article => article.getBoundingClientRect().top < 50);
  };
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const step = { j: 1, ArrowRight: 1, k: -1, ArrowLeft: -1 }[event.key];
    if (!step || event.target.closest("input, textarea, select, pre, .drawing, .scroll")) return;
    const article = articles[Math.max(0, current() + step)];
    if (!article) return;
    event.preventDefault();
    article.focus({ preventScroll: true });
    article.scrollIntoView({ block: "start" });
    history.replaceState(null, "", "#" + article.id);
  });
})();
