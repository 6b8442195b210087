// The share dialog: link, citation, downloads, pictures, a frame for other pages, print.

import { citation, nameOf, publicAddress, spansOf } from "./cite.js";
import { copy } from "./clipboard.js";
import { dayNumber } from "./dates.js";
import { fill, h } from "./dom.js";
import { geoJson } from "./geojson.js";
import { hashOfState, parseHash } from "./hash.js";
import { blobOfParts } from "./parts.js";
import { pngOf, svgOf } from "./picture.js";
import { sentence } from "./sentence.js";
import { direction, t } from "./strings.js";
import { csv, fileName } from "./tables.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {Pick<import("./picture.js").Subject, "view" | "attribution">} Drawing */

/** @param {HTMLElement} tools @param {Data} data @param {Store} store @param {Drawing} drawing */
export function createShare(tools, data, store, drawing) {
  const dialog = h("dialog", { class: "share", "aria-labelledby": "share-title" });
  const open = h("button", { type: "button", class: "plain", "aria-haspopup": "dialog" }, t("share"));
  open.addEventListener("click", () => {
    fillDialog(dialog, data, store, drawing);
    dialog.showModal();
  });
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // the page's keys are not the dialog's
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
  tools.append(open);
  document.body.append(dialog);
}

/** @param {HTMLDialogElement} dialog @param {Data} data @param {Store} store @param {Drawing} drawing */
function fillDialog(dialog, data, store, drawing) {
  const state = store.get();
  const status = h("p", { class: "share-status", role: "status" });
  const place = location.href.replace(/#.*$/s, "");
  const shared = /^(https?|file):/.test(place);
  const hash = hashOfState(data, state);
  const address = publicAddress(place);
  const link = hash ? `#${hash}` : "";
  const now = new Date();
  const today = dayNumber(now.getFullYear(), now.getMonth() + 1, now.getDate());
  const cited = citation(data, state, address && address + link, today);
  fill(
    dialog,
    h(
      "div",
      { class: "share-head" },
      h("h2", { id: "share-title" }, t("share.title")),
      h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, t("share.close")),
    ),
    h("p", { class: "quiet" }, sentence(data, state)),
    shared &&
      part(
        t("share.link"),
        copied(h("input", { type: "text", readonly: true, dir: "ltr", value: place + link }), t("share.link"), status),
        place.startsWith("file:") && h("p", { class: "quiet" }, t("share.link.disk")),
      ),
    part(t("share.cite"), copied(area(cited, 5, direction()), t("share.cite"), status)),
    downloads(data, state, status, { cited, address: address && address + link, drawing }),
    shared &&
      part(
        t("share.embed"),
        copied(area(snippet(place, hashOfState(data, state, { embed: true }), nameOf(data)), 4), t("share.embed"), status),
        h("p", { class: "quiet" }, t("share.embed.note")),
      ),
    part(t("share.print"), h("button", { type: "button", class: "plain", onclick: () => print(dialog) }, t("share.print.open"))),
    status,
  );
}

/** The dialog would be in the way. @param {HTMLDialogElement} dialog */
function print(dialog) {
  dialog.close();
  window.print();
}

/** @param {string} title @param {...(Node | false | null)} content */
const part = (title, ...content) => h("section", {}, h("h3", {}, title), ...content);

/** @param {string} value @param {number} rows @param {string} [dir] */
function area(value, rows, dir = "auto") {
  const field = h("textarea", { readonly: true, rows, spellcheck: "false", dir });
  field.value = value;
  return field;
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} field @param {string} label @param {HTMLElement} status
 */
function copied(field, label, status) {
  field.setAttribute("aria-label", label);
  const button = h(
    "button",
    { type: "button", class: "plain", "aria-label": `${t("copy")}: ${label}`, onclick: () => copy(field, status) },
    t("copy"),
  );
  return h("div", { class: "share-copy" }, field, button);
}

/**
 * @param {Data} data @param {Readonly<import("./store.js").State>} state @param {HTMLElement} status
 * @param {{ cited: string, address: string, drawing: Drawing }} about
 */
function downloads(data, state, status, { cited, address, drawing }) {
  const { shown } = state;
  const name = fileName(data, spansOf(data, state));
  const every = radio("all", t("share.data.all", { n: data.count }), false);
  const events = () => (every.box.checked ? Int32Array.from(shown.state.keys()) : shown.rows);
  const about = { title: nameOf(data), as_of: data.raw.page.as_of, data: data.raw.page.hash, citation: cited };
  const subject = { ...drawing, data, state, address };
  /** @param {string} ending @param {() => Blob | Promise<Blob>} make */
  const button = (ending, make) =>
    h(
      "button",
      {
        type: "button",
        class: "plain",
        "data-save": ending,
        async onclick() {
          try {
            const file = `${name}${every.box.checked && /csv|geojson/.test(ending) ? "-all" : ""}.${ending}`;
            save(file, await make());
            status.textContent = t("share.saved", { file });
          } catch {
            status.textContent = t("share.failed");
          }
        },
      },
      ending === "geojson" ? "GeoJSON" : ending.toUpperCase(),
    );
  return part(
    t("share.data"),
    h(
      "fieldset",
      {},
      h("legend", { class: "unseen" }, t("share.data.which")),
      radio("shown", t("share.data.shown", { n: shown.shown }), true).element,
      every.element,
    ),
    h(
      "div",
      { class: "share-row" },
      button("csv", () => blobOfParts(csv(data, events(), shown), "text/csv")),
      button("geojson", () => blobOfParts(geoJson(data, events(), shown, about), "application/geo+json")),
    ),
    h("p", { class: "quiet" }, t("share.data.note")),
    h("h3", {}, t("share.picture")),
    h(
      "div",
      { class: "share-row" },
      button("png", () => blobOf(pngOf(subject))),
      button("svg", () => new Blob([svgOf(subject)], { type: "image/svg+xml" })),
    ),
  );
}

/** @param {string} value @param {string} label @param {boolean} checked */
function radio(value, label, checked) {
  const box = h("input", { type: "radio", name: "share-data", value, checked });
  return { box, element: h("label", {}, box, label) };
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
const blobOf = (canvas) =>
  new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture")))));

/** @param {string} name @param {Blob} blob */
function save(name, blob) {
  const href = URL.createObjectURL(blob);
  h("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000); // when the browser has surely read it
}

/** @param {string} place @param {string} hash @param {string} title */
function snippet(place, hash, title) {
  const [src, name] = [`${place}#${hash}`, title].map(attribute);
  return `<iframe src="${src}" width="100%" height="600" title="${name}" loading="lazy" style="border:0"></iframe>`;
}

/** @param {string} text */
const attribute = (text) =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/**
 * Say so when the page was opened by a link made from other data.
 * @param {Data} data @param {HTMLElement} masthead
 */
export function tellStale(data, masthead) {
  const { hash: now } = data.raw.page;
  const { data: old } = parseHash(location.hash);
  if (!old || old === now) return;
  const notice = h(
    "div",
    { class: "stale", role: "status" },
    h("p", {}, t("share.stale", { old: old.slice(0, 16), now })),
    h("button", { type: "button", class: "plain", onclick: dismiss }, t("share.stale.close")),
  );
  masthead.prepend(notice);
  function dismiss() {
    notice.remove();
    /** @type {HTMLElement | null} */ (masthead.querySelector("button, a"))?.focus({ preventScroll: true });
  }
}
