"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const DAY = 86400000;
  const days = (text) => Math.round(Date.parse(text + "T00:00:00Z") / DAY);
  const text = (number) => new Date(number * DAY).toISOString().slice(0, 10);
  const names = new Map(data.nodes.map((node) => [node.id, node.name]));
  const byId = new Map(data.edges.map((edge) => [edge.id, edge]));

  const cy = cytoscape({
    container: $("graph"),
    elements: {
      nodes: data.nodes.map((node) => ({ data: node, position: { x: node.x, y: node.y } })),
      edges: data.edges.map((edge) => ({ data: { ...edge, label: edge.relation.replaceAll("_", " ").toLowerCase() } })),
    },
    layout: { name: "preset" },
    style: [
      { selector: "node", style: {
        "background-color": (node) => data.looks[node.data("type")].colour,
        shape: (node) => data.looks[node.data("type")].shape,
        label: "data(name)", "font-size": 11, "text-wrap": "ellipsis", "text-max-width": 120,
        "text-valign": "bottom", "text-margin-y": 3, "min-zoomed-font-size": 6,
        "text-background-color": "#fff", "text-background-opacity": .7,
        width: 22, height: 22, "border-width": 1, "border-color": "#222" } },
      { selector: "edge", style: {
        width: 1.4, "line-color": "#888", "target-arrow-color": "#888", "target-arrow-shape": "triangle", "arrow-scale": .8,
        "curve-style": data.edges.length > 3000 ? "haystack" : "bezier",
        label: "data(label)", "font-size": 8, color: "#444", "text-rotation": "autorotate", "min-zoomed-font-size": 7 } },
      { selector: "edge.possible", style: { "line-style": "dashed" } },
      { selector: ".faded", style: { opacity: .15, "text-opacity": 0 } },
      { selector: "edge.hidden", style: { display: "none" } },
      { selector: "node.lonely", style: { opacity: .15, "text-opacity": 0 } },
      { selector: "node:selected", style: { "border-width": 4, "border-color": "#000" } },
      { selector: "edge:selected", style: { width: 4, "line-color": "#000", "target-arrow-color": "#000" } },
    ],
    textureOnViewport: data.nodes.length > 500,
    hideEdgesOnViewport: data.edges.length > 3000,
  });
  window.entente = { cy };

  const element = (tag, content, attributes) => {
    const made = document.createElement(tag);
    for (const item of [].concat(content ?? [])) made.append(item);
    for (const [name, value] of Object.entries(attributes ?? {})) made.setAttribute(name, value);
    return made;
  };

  const order = (edge) => edge.first ?? edge.last ?? "9999";
  const byDate = (a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : a.id < b.id ? -1 : 1);
  const sentence = (edge) =>
    `${names.get(edge.source)} — ${edge.relation.replaceAll("_", " ").toLowerCase()} — ${names.get(edge.target)}`;

  function pick(item) {
    cy.elements().unselect();
    item.select();
    cy.elements().removeClass("faded");
    const near = item.isNode() ? item.closedNeighborhood() : item.union(item.connectedNodes());
    cy.elements().not(near).addClass("faded");
    item.isNode() ? showNode(item.data(), item.connectedEdges(":visible")) : showEdge(byId.get(item.id()));
  }

  function clear() {
    cy.elements().unselect();
    cy.elements().removeClass("faded");
    $("detail").replaceChildren(element("p", "Choose a node or an edge to see what is known, and who says so."));
  }

  function choose(edge) {
    const button = element("button", [element("time", edge.when ?? "undated"), sentence(edge)], { type: "button" });
    button.addEventListener("click", () => pick(cy.getElementById(edge.id)));
    return button;
  }

  function showNode(node, edges) {
    const known = edges.map((edge) => byId.get(edge.id())).sort(byDate);
    const list = element("ul", known.map((edge) => element("li", choose(edge))));
    list.style.paddingLeft = "1em";
    const also = node.aliases?.length ? [element("p", "Also: " + node.aliases.join(", "))] : [];
    $("detail").replaceChildren(element("h2", node.name), element("p", node.type), ...also, list);
  }

  function showEdge(edge) {
    const facts = { when: edge.when ?? "undated", phase: edge.phase, confidence: edge.confidence, ...edge.qualifiers };
    const list = element("dl");
    for (const [name, value] of Object.entries(facts)) {
      if (value !== undefined) list.append(element("dt", name.replaceAll("_", " ")), element("dd", [].concat(value).join(", ")));
    }
    const proofs = edge.proofs.map((proof) => {
      const source = element("cite", proof.citation + (proof.document === proof.citation ? "" : ` [${proof.document}]`));
      return element("blockquote", [proof.quote ? `“${proof.quote}”` : "No quote: reference data.", source]);
    });
    const more = edge.more ? [element("p", `and ${edge.more} more`)] : [];
    $("detail").replaceChildren(element("h2", sentence(edge)), list, ...proofs, ...more);
  }

  // the day: an edge holds possibly from first to last, for certain from sureFirst to sureLast
  const dated = data.edges.filter((edge) => edge.first || edge.last);
  const ends = dated.flatMap((edge) => [edge.first, edge.last].filter(Boolean).map(days));
  if (ends.length) {
    const slider = $("day");
    slider.min = ends.reduce((a, b) => Math.min(a, b));
    slider.max = ends.reduce((a, b) => Math.max(a, b));
    slider.value = slider.max;
  } else {
    $("on").disabled = true;
  }

  function holds(edge, day) {
    if (!edge.first && !edge.last) return null;
    if ((edge.first && days(edge.first) > day) || (edge.last && days(edge.last) < day)) return null;
    const sure = edge.sureFirst && edge.sureLast && days(edge.sureFirst) <= day && day <= days(edge.sureLast);
    return sure ? "definite" : "possible";
  }

  function showDay() {
    const only = $("on").checked;
    const day = Number($("day").value);
    $("day").disabled = !only;
    $("date").textContent = only ? text(day) : "all time";
    const held = new Map(data.edges.map((edge) => [edge.id, only ? holds(edge, day) : "definite"]));
    const gone = cy.edges().filter((edge) => held.get(edge.id()) === null);
    const lonely = only ? cy.nodes().filter((node) => node.connectedEdges().every((edge) => gone.has(edge))) : cy.collection();
    cy.elements().removeClass("hidden possible lonely");
    cy.edges().filter((edge) => held.get(edge.id()) === "possible").addClass("possible");
    gone.addClass("hidden");
    lonely.addClass("lonely"); // not hidden: Cytoscape would forget to show their edges again
    const shown = data.edges.length - gone.length;
    const undated = data.edges.length - dated.length;
    $("count").textContent = only
      ? `${shown} of ${data.edges.length} claims can have held on ${text(day)} (dashed: possibly); ${undated} undated are left out`
      : `${data.nodes.length} entities, ${data.edges.length} claims`;
  }
  $("on").addEventListener("change", showDay);
  $("day").addEventListener("input", showDay);

  $("names").append(...data.nodes.map((node) => element("option", null, { value: node.name })));
  $("search").addEventListener("input", () => {
    const wanted = $("search").value.trim().toLowerCase();
    if (!wanted) return clear();
    const called = (node) => [node.data("name"), ...(node.data("aliases") ?? [])].map((name) => name.toLowerCase());
    const exact = cy.nodes().filter((node) => called(node).includes(wanted));
    const found = exact.length ? exact : cy.nodes().filter((node) => called(node).some((name) => name.includes(wanted)));
    if (!found.length) {
      cy.elements().addClass("faded");
      return $("detail").replaceChildren(element("p", "Nobody here is called so."));
    }
    pick(found[0]);
    cy.animate({ center: { eles: found[0] }, duration: 150 });
  });

  const zoom = (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  $("in").addEventListener("click", () => zoom(1.3));
  $("out").addEventListener("click", () => zoom(1 / 1.3));
  $("fit").addEventListener("click", () => cy.fit(undefined, 30));
  $("graph").addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (step) cy.panBy({ x: step[0], y: step[1] });
    else if (event.key === "+") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") cy.fit(undefined, 30);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && clear());
  cy.on("tap", "node, edge", (event) => pick(event.target));
  cy.on("tap", (event) => event.target === cy && clear());

  const shapes = {
    ellipse: "<circle cx='8' cy='8' r='7'/>", "round-rectangle": "<rect x='1' y='1' width='14' height='14' rx='3'/>",
    hexagon: "<path d='M4 1h8l4 7-4 7H4L0 8z'/>", diamond: "<path d='M8 0l8 8-8 8-8-8z'/>",
    tag: "<path d='M0 2h10l6 6-6 6H0z'/>", vee: "<path d='M0 1l8 5 8-5-8 15z'/>",
    triangle: "<path d='M8 1l8 14H0z'/>", star: "<path d='M8 0l2 6h6l-5 4 2 6-5-4-5 4 2-6-5-4h6z'/>",
  };
  const types = [...new Set(data.nodes.map((node) => node.type))];
  $("legend").append(...Object.keys(data.looks).filter((type) => types.includes(type)).map((type) => {
    const item = element("li");
    const look = data.looks[type];
    item.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true" fill="${look.colour}" stroke="#222">${shapes[look.shape]}</svg>`;
    item.append(type);
    return item;
  }));

  const past = dated.filter((edge) => edge.when).sort(byDate);
  document.querySelector("#timeline ol").append(...past.map((edge) => element("li", choose(edge))));
  showDay();
  cy.fit(undefined, 30);
})();
