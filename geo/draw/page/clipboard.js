// Copying a field's text; where the clipboard is refused, the text is selected for the reader to copy.

import { t } from "./strings.js";

/** @param {HTMLInputElement | HTMLTextAreaElement} field @param {HTMLElement} status says how it went */
export async function copy(field, status) {
  status.textContent = "";
  try {
    await navigator.clipboard.writeText(field.value);
    status.textContent = t("copy.done");
  } catch {
    field.focus();
    field.select();
    status.textContent = t("copy.select");
  }
}
