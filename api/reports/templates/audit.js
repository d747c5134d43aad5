"use strict";
(function () {
  const byId = (id) => document.getElementById(id);
  const rows = Array.from(document.querySelectorAll("#items tbody tr"));
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const inputs = ["words", "list", "verdict", "code"].map(byId);

  function apply() {
    const [words, list, verdict, code] = inputs.map((i) => i.value.trim());
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      const fits = (!list || row.dataset.list === list) && (!verdict || row.dataset.verdict === verdict) &&
        (!code || row.dataset.codes.split(" ").includes(code)) && wanted.every((w) => texts[i].includes(w));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    byId("count").textContent = "显示 " + shown + " / " + rows.length + " 项";
  }

  inputs.forEach((i) => i.addEventListener("input", apply));
  byId("unfold").addEventListener("click", function () {
    const open = this.textContent === "展开全部";
    rows.filter((row) => !row.hidden).forEach((row) => { row.querySelector("details").open = open; });
    this.textContent = open ? "收起全部" : "展开全部";
  });
  apply();
})();
